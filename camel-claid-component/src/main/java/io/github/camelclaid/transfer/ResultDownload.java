package io.github.camelclaid.transfer;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches finished results, from wherever Claid put them and without the API key, within what a {@link DownloadGuard}
 * allows. Has an HTTP client of its own, so that nothing of the one that knows the key can leak into it. For several
 * threads.
 *
 * <p>At most three redirects are followed, each looked at like the first URL. A result is written to a private file as
 * it comes; the future gives the file only when it is whole and an image of the reported type, otherwise nothing is left
 * of it.
 */
public final class ResultDownload implements AutoCloseable {

    /** For the whole of one download, its redirects included. */
    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(5);

    private static final Timeout CONNECT = Timeout.ofSeconds(15);
    private static final int MOST_CONNECTIONS = 64;

    private final DownloadGuard guard;
    private final Spool spool;
    private final Duration limit;
    private final CloseableHttpAsyncClient http;

    /**
     * @param directory where the files go; is made on first use
     * @param limit for the whole of one download, more than zero
     * @param timer stays the caller's
     */
    public ResultDownload(DownloadGuard guard, Path directory, Duration limit, ScheduledExecutorService timer) {
        this(guard, new Spool(directory, guard.maxBytes()), new ResponseDeadline(timer, limit), null);
    }

    /** @param names who resolves names; null for the system */
    ResultDownload(DownloadGuard guard, Spool spool, ResponseDeadline deadline, DnsResolver names) {
        this.guard = guard;
        this.spool = spool;
        this.limit = deadline.limit();
        DnsResolver resolver = names == null ? SystemDefaultDnsResolver.INSTANCE : names;
        this.http = client(new GuardedDnsResolver(guard, resolver), deadline);
        http.start();
    }

    /**
     * Fetches one result. Name resolution blocks the caller; everything else happens on the client's threads, which also
     * complete the future: whoever goes on from there with real work moves to another thread first.
     *
     * @return fails with {@link ClaidDownloadException}; cancelling it gives up the file
     */
    public CompletableFuture<DownloadedImage> fetch(URI url, Expected expected) {
        return new Download(http, guard, spool, expected).start(url, limit);
    }

    /** Ends what is still under way; its futures fail. */
    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }

    private static CloseableHttpAsyncClient client(DnsResolver resolver, ResponseDeadline deadline) {
        // a server that is silent for as long as all may take is caught here, one that trickles by the deadline
        Timeout silence = Timeout.of(deadline.limit());
        return HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setMaxConnTotal(2 * MOST_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(silence)
                        .setResponseTimeout(silence)
                        .build())
                .addExecInterceptorFirst("deadline", deadline)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }
}
