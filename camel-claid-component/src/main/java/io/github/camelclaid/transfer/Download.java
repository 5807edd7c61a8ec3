package io.github.camelclaid.transfer;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;

/** One download from its first URL to the file, hop by hop; the hops follow each other, so nothing is shared. */
final class Download implements FutureCallback<Reply> {

    private static final int MOST_REDIRECTS = 3;

    private final CompletableFuture<DownloadedImage> result = new CompletableFuture<>();
    private final HttpClientContext context = HttpClientContext.create();
    private final CloseableHttpAsyncClient http;
    private final DownloadGuard guard;
    private final Spool spool;
    private final Expected expected;
    private URI url;
    private int redirects;

    Download(CloseableHttpAsyncClient http, DownloadGuard guard, Spool spool, Expected expected) {
        this.http = http;
        this.guard = guard;
        this.spool = spool;
        this.expected = expected;
    }

    CompletableFuture<DownloadedImage> start(URI first, Duration limit) {
        context.setAttribute(ResponseDeadline.END, System.nanoTime() + limit.toNanos());
        request(first);
        return result;
    }

    @Override
    public void completed(Reply reply) {
        if (reply.isRedirect()) {
            follow(reply.location());
            return;
        }
        Optional<ClaidDownloadException> problem = problemOf(reply);
        if (problem.isPresent()) {
            reply.discard();
            result.completeExceptionally(problem.get());
            return;
        }
        ImageFormat format = ImageFormat.sniff(reply.head()).orElse(null);
        if (!result.complete(new DownloadedImage(reply.file(), reply.size(), format))) {
            reply.discard();
        }
    }

    @Override
    public void failed(Exception cause) {
        result.completeExceptionally(new ClaidDownloadException(url, 0, describe(cause), cause));
    }

    @Override
    public void cancelled() {
        result.completeExceptionally(new ClaidDownloadException(url, "was not read: the download was stopped"));
    }

    private void request(URI next) {
        url = next;
        try {
            guard.check(next);
            http.execute(AsyncRequestBuilder.get(next).build(), new ReplyConsumer(spool), null, context, this);
        } catch (ClaidDownloadException e) {
            result.completeExceptionally(e);
        } catch (RuntimeException e) {
            // without its words, which may quote the URL
            failed(new IOException(e.getClass().getSimpleName()));
        }
    }

    private void follow(String location) {
        if (redirects == MOST_REDIRECTS) {
            result.completeExceptionally(
                    new ClaidDownloadException(url, "is refused: more than " + MOST_REDIRECTS + " redirects"));
            return;
        }
        redirects++;
        resolve(location)
                .ifPresentOrElse(
                        this::request,
                        () -> result.completeExceptionally(
                                new ClaidDownloadException(url, "redirects to what is no URL")));
    }

    private Optional<URI> resolve(String location) {
        try {
            return Optional.ofNullable(location).map(URI::create).map(url::resolve);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<ClaidDownloadException> problemOf(Reply reply) {
        int status = reply.status();
        if (status != HttpStatus.SC_OK) {
            boolean isExpired = new ClaidDownloadException(url, status, "", null).isExpired();
            return problem(reply, "answered " + status + (isExpired ? "; it has probably expired after 24 hours" : ""));
        }
        Optional<ImageFormat> reported = ImageFormat.ofMime(expected.mime());
        Optional<ImageFormat> found = ImageFormat.sniff(reply.head());
        if (found.isEmpty()) {
            boolean isUnknownImage = reported.isEmpty() && expected.isImage() && reply.size() > 0;
            return isUnknownImage ? Optional.empty() : Optional.of(ClaidDownloadException.noImage(url, status));
        }
        if (reported.isPresent() && !reported.equals(found)) {
            return problem(
                    reply,
                    "is " + found.get().mime() + ", where " + reported.get().mime() + " was reported");
        }
        return Optional.empty();
    }

    private Optional<ClaidDownloadException> problem(Reply reply, String what) {
        return Optional.of(new ClaidDownloadException(url, reply.status(), what, null));
    }

    private static String describe(Exception cause) {
        Optional<RefusedAddressException> refused = Stream.iterate(
                        (Throwable) cause, e -> e != null, Throwable::getCause)
                .filter(RefusedAddressException.class::isInstance)
                .map(RefusedAddressException.class::cast)
                .findFirst();
        if (refused.isPresent()) {
            return "is refused: its host resolves to " + refused.get().kind() + " address";
        }
        if (cause instanceof ContentTooLongException) {
            return "is refused: it " + cause.getMessage();
        }
        return "was not read completely: " + cause.getMessage();
    }
}
