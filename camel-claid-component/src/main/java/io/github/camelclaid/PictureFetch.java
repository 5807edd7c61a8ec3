package io.github.camelclaid;

import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.transfer.ClaidDownloadException;
import io.github.camelclaid.transfer.DownloadedImage;
import io.github.camelclaid.transfer.Expected;
import io.github.camelclaid.transfer.ResultDownload;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/** Fetches the picture that a finished task is about, and puts it into the body as a stream that can be read again. */
final class PictureFetch {

    /** A picture is paid for: a server that is busy for a moment is no reason to fail it. */
    private static final List<Duration> RETRIES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

    private final ResultDownload downloads;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** @param workers where a download starts: it resolves names, which may block */
    PictureFetch(ResultDownload downloads, ScheduledExecutorService timer, Executor workers) {
        this.downloads = downloads;
        this.timer = timer;
        this.workers = workers;
    }

    /** The result of a finished task. */
    CompletableFuture<DownloadedImage> fetch(ClaidTask task) {
        String url = task.output() == null ? null : task.output().tmpUrl();
        if (url == null) {
            return CompletableFuture.failedFuture(new ClaidInvalidRequestException(
                    task.family().noun() + " " + task.id() + " (" + task.statusText() + ") " + whereItIs(task)
                            + ", allowed for a download: a finished task whose result is at a temporary URL",
                    "body",
                    task.statusText(),
                    "a finished task whose result is at a temporary URL"));
        }
        return fetch(url, task.output().mime());
    }

    private static String whereItIs(ClaidTask task) {
        if (task.output() != null) {
            return "has its result at a storage destination";
        }
        return task.results().isEmpty()
                ? "has no result"
                : "has " + task.results().size() + " results";
    }

    /** @param mime what Claid says it is; null if it is not known */
    CompletableFuture<DownloadedImage> fetch(String url, String mime) {
        try {
            URI result = new URI(url);
            Expected expected = new Expected(mime);
            return CompletableFuture.supplyAsync(() -> attempt(result, expected, 0), workers)
                    .thenCompose(picture -> picture);
        } catch (URISyntaxException e) {
            return CompletableFuture.failedFuture(new ClaidInvalidRequestException(
                    "the URL of the result cannot be read", "tmp_url", "a text that is no URL", "an https URL"));
        }
    }

    private CompletableFuture<DownloadedImage> attempt(URI url, Expected expected, int earlier) {
        return downloads
                .fetch(url, expected)
                .handle((picture, trouble) -> {
                    Throwable cause = ClaidException.causeOf(trouble);
                    boolean again = earlier < RETRIES.size()
                            && cause instanceof ClaidDownloadException refused
                            && refused.isRetryable();
                    if (again) {
                        return after(RETRIES.get(earlier)).thenCompose(now -> attempt(url, expected, earlier + 1));
                    }
                    return trouble == null
                            ? CompletableFuture.completedFuture(picture)
                            : CompletableFuture.<DownloadedImage>failedFuture(cause);
                })
                .thenCompose(outcome -> outcome);
    }

    private CompletableFuture<Void> after(Duration pause) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        timer.schedule(() -> workers.execute(() -> over.complete(null)), pause.toMillis(), TimeUnit.MILLISECONDS);
        return over;
    }

    static void put(DownloadedImage image, Exchange exchange) {
        exchange.getMessage().setBody(PictureStream.of(image.file(), image.size(), exchange));
        exchange.getMessage().setHeader(Exchange.FILE_LENGTH, image.size());
    }

    /** For a picture that nobody will read. */
    static void discard(DownloadedImage image) {
        PictureStream.delete(image.file());
    }
}
