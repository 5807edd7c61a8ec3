package io.github.camelclaid.transfer;

import io.github.camelclaid.client.ClaidException;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.core5.http.ContentTooLongException;

/**
 * A result could not be fetched. Its URL is a secret, for whoever knows a signed one can read the picture: only the host
 * is named.
 */
public class ClaidDownloadException extends ClaidException {

    private static final long serialVersionUID = 1L;

    private final String host;
    private final int status;
    private final boolean retryable;

    ClaidDownloadException(URI url, String problem) {
        this(url, 0, problem, null);
    }

    ClaidDownloadException(URI url, int status, String problem, Throwable cause) {
        this(url, status, problem, cause, isBusy(status) || isAway(status, cause));
    }

    private ClaidDownloadException(URI url, int status, String problem, Throwable cause, boolean retryable) {
        super("The result at " + hostOf(url) + " " + problem, cause);
        this.host = hostOf(url);
        this.status = status;
        this.retryable = retryable;
    }

    /** What was answered is no image: most likely something that stands before the server answered in its place. */
    static ClaidDownloadException noImage(URI url, int status) {
        return new ClaidDownloadException(url, status, "is no image", null, true);
    }

    /** Where the result was, or where it sent the download on to. */
    public String host() {
        return host;
    }

    /** The HTTP status, 0 if there was no answer or none that counts. */
    public int status() {
        return status;
    }

    /** Whether the result is probably gone: Claid keeps what has no destination for 24 hours. */
    public boolean isExpired() {
        return status == 403 || status == 404 || status == 410;
    }

    /** Whether the same download may succeed later: the server was busy or away, or something else answered for it. */
    public boolean isRetryable() {
        return retryable;
    }

    private static boolean isBusy(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    private static boolean isAway(int status, Throwable cause) {
        return status == 0
                && cause instanceof IOException
                && !(cause instanceof RefusedAddressException || cause instanceof ContentTooLongException);
    }

    private static String hostOf(URI url) {
        return url.getHost() == null ? "an address without host" : url.getHost();
    }
}
