package io.github.camelclaid;

import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.transfer.DownloadedImage;
import io.github.camelclaid.transfer.Expected;
import io.github.camelclaid.transfer.ResultDownload;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** Fetches the picture that a finished task is about, and puts it into the body as a stream that can be read again. */
final class PictureFetch {

    private final ResultDownload downloads;

    PictureFetch(ResultDownload downloads) {
        this.downloads = downloads;
    }

    /** The result of a finished task. */
    CompletableFuture<DownloadedImage> fetch(ClaidTask task) {
        String url = task.output() == null ? null : task.output().tmpUrl();
        if (url == null) {
            String where = task.output() == null ? "has no result" : "has its result at a storage destination";
            return CompletableFuture.failedFuture(new ClaidInvalidRequestException(
                    "task " + task.id() + " (" + task.statusText() + ") " + where
                            + ", allowed for a download: a finished task whose result is at a temporary URL",
                    "body",
                    task.statusText(),
                    "a finished task whose result is at a temporary URL"));
        }
        return fetch(url, task.output().mime());
    }

    /** @param mime what Claid says it is; null if it is not known */
    CompletableFuture<DownloadedImage> fetch(String url, String mime) {
        try {
            return downloads.fetch(new URI(url), new Expected(mime));
        } catch (URISyntaxException e) {
            return CompletableFuture.failedFuture(new ClaidInvalidRequestException(
                    "the URL of the result cannot be read", "tmp_url", "a text that is no URL", "an https URL"));
        }
    }

    static void put(DownloadedImage image, Exchange exchange) {
        exchange.getMessage().setBody(PictureStream.of(image.file(), image.size(), exchange));
        exchange.getMessage().setHeader(Exchange.FILE_LENGTH, image.size());
    }
}
