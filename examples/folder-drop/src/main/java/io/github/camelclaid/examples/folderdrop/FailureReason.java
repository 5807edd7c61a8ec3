package io.github.camelclaid.examples.folderdrop;

import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidTaskTimeoutException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;

/** Puts into the message the text file that lies beside a picture that failed. */
public final class FailureReason {

    private static final String AGAIN = "drop the picture into the inbox again";

    private final Path folder;

    /** @param folder where pictures that failed go */
    FailureReason(Path folder) {
        this.folder = folder;
    }

    @Handler
    public void write(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_CONSUMED, String.class);
        Path failedFile = Path.of(exchange.getProperty(FreeNames.FAILED_FILE, String.class));
        exchange.getMessage().setHeader(Exchange.FILE_NAME, folder.relativize(failedFile) + ".txt");
        exchange.getMessage().setBody(text(name, failure));
    }

    static String text(String name, Throwable failure) {
        return name + " was not edited." + "\n\n" + why(failure) + "\n\nWhat to do: " + remedy(failure) + ".\n";
    }

    /** One line. */
    static String why(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static String remedy(Throwable failure) {
        if (failure instanceof ClaidInvalidRequestException invalid) {
            return invalid.path().startsWith("body")
                    ? "nothing was sent or paid; replace the file by a picture and drop that"
                    : "nothing was sent or paid; correct folder-drop.camel.yaml, start again and " + AGAIN;
        }
        if (failure instanceof ClaidApiException refusal) {
            return refusal.retryable()
                    ? "nothing was paid for this call; " + AGAIN + " later"
                    : "Claid refused it and took nothing for this call; see to what it says, then " + AGAIN;
        }
        if (failure instanceof ClaidTaskFailedException) {
            return "Claid could not edit this picture; look at it, then " + AGAIN
                    + ", which is charged again, at most three times for the same picture and settings";
        }
        if (failure instanceof ClaidTaskTimeoutException) {
            return AGAIN + " while this program runs: it joins the task and pays nothing";
        }
        if (failure instanceof ClaidTaskExpiredException) {
            return "the edit was paid, its result is gone; " + AGAIN + " to pay for a new one";
        }
        if (failure instanceof ClaidUnknownOutcomeException) {
            return """
                    you choose, because nobody can know whether this was paid.
                      - Look into Claid's dashboard whether the edit is there, and take its result from there.
                      - Or pay again, perhaps for the second time: write onUnknown: resubmit below onFailed in
                        folder-drop.camel.yaml, start again and drop the picture into the inbox again.
                    Until then dropping it again pays nothing and ends here again""";
        }
        return "see to it, then " + AGAIN;
    }
}
