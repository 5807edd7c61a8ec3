package io.github.camelclaid.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The settings of the HTTP client, which by default would follow redirects and send a POST twice. */
final class ClaidHttp {

    private static final int CONNECTIONS_TO_CLAID = 64;
    private static final int CONNECTIONS = 128;
    private static final int THREADS = 2;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /**
     * A request on a connection that the server is just closing is lost. Servers keep an idle connection for a minute or
     * so; one that is idle for this long is therefore not used any more.
     */
    private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(5);

    /** A change of Claid's addresses is followed within this time. */
    private static final TimeValue OLDEST_CONNECTION = TimeValue.ofMinutes(5);

    private ClaidHttp() {}

    /** For what may be asked again. Not started yet. */
    static CloseableHttpAsyncClient forPolls(ClaidConnection connection, String userAgent) {
        return client(connection, userAgent, "claid-poll-").build();
    }

    /**
     * For what is charged: each call has a connection of its own, since one that was kept alive may be closed by the server
     * at this very moment, and then nobody knows whether the call was taken. Not started yet.
     */
    static CloseableHttpAsyncClient forCharges(ClaidConnection connection, String userAgent) {
        return client(connection, userAgent, "claid-charge-")
                .setConnectionReuseStrategy((request, response, context) -> false)
                .build();
    }

    private static HttpAsyncClientBuilder client(ClaidConnection connection, String userAgent, String threads) {
        Duration longest = longer(connection.requestTimeout(), connection.uploadTimeout());
        Timeout connect = timeout(shorter(CONNECT, longest));
        // by default HttpClient 5.5.1 leaves the name to the JVM's TLS and then forgets to ask it to check
        var tls = ClientTlsStrategyBuilder.create()
                .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                .setHostnameVerifier(new DefaultHostnameVerifier());
        if (connection.sslContext() != null) {
            tls.setSslContext(connection.sslContext());
        }
        var pool = PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CONNECTIONS_TO_CLAID)
                .setMaxConnTotal(CONNECTIONS)
                .setTlsStrategy(tls.buildAsync())
                // one request, one connection: closing it ends this request and no other
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(connect)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setTimeToLive(OLDEST_CONNECTION)
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
        RequestConfig requests = RequestConfig.custom()
                .setConnectionRequestTimeout(connect)
                // silence within an exchange; its whole length is limited by the call's alarm
                .setResponseTimeout(timeout(longest))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
        AtomicInteger number = new AtomicInteger();
        return HttpAsyncClients.custom()
                .setConnectionManager(pool)
                .setDefaultRequestConfig(requests)
                .setIOReactorConfig(
                        IOReactorConfig.custom().setIoThreadCount(THREADS).build())
                .setThreadFactory(work -> {
                    Thread thread = new Thread(work, threads + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                })
                .setKeepAliveStrategy((response, context) -> {
                    TimeValue asked =
                            DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
                    return TimeValue.isPositive(asked) && asked.compareTo(KEEP_ALIVE) < 0 ? asked : KEEP_ALIVE;
                })
                .setUserAgent(userAgent)
                // the default one logs every byte, the key's included, where DEBUG is on
                .setIoSessionDecorator(session -> session)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addExecInterceptorFirst("claid", new WatchedExecution());
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
