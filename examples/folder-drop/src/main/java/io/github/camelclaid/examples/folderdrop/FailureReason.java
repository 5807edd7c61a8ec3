package io.github.camelclaid.examples.folderdrop;

import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidTaskTimeoutException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.task.TrackedTask;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;

/** Puts into the message the text file that lies beside a picture that failed. */
public final class FailureReason {

    private static final String AGAIN = "drop the picture into the inbox again";

    private final Path folder;
    private final Commands commands;

    /**
     * @param folder where pictures that failed go
     * @param commands null where nothing is remembered that they could be about
     */
    FailureReason(Path folder, Commands commands) {
        this.folder = folder;
        this.commands = commands;
    }

    @Handler
    public void write(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_CONSUMED, String.class);
        Path failedFile = Path.of(exchange.getProperty(FreeNames.FAILED_FILE, String.class));
        exchange.getMessage().setHeader(Exchange.FILE_NAME, folder.relativize(failedFile) + ".txt");
        String remedy = failure instanceof ClaidUnknownOutcomeException unknown
                ? choices(unknown, exchange.getContext())
                : remedy(failure) + ".\n";
        exchange.getMessage().setBody(text(name, why(failure), remedy));
    }

    /** For a picture that its user has dropped. */
    static String dropped(String name) {
        return text(
                name,
                "Nobody knows whether Claid took it, and you have dropped it: it is forgotten, with what it has cost.",
                AGAIN + " to have it edited and paid as a new one.\n");
    }

    private static String text(String name, String why, String remedy) {
        return name + " was not edited.\n\n" + why + "\n\nWhat to do: " + remedy;
    }

    /** One line. */
    static String why(Throwable failure) {
        if (failure instanceof ClaidUnknownOutcomeException unknown) {
            return "Nobody knows whether Claid took it, and it may have been charged: " + unknown.circumstances();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private String choices(ClaidUnknownOutcomeException unknown, CamelContext camel) {
        Optional<TrackedTask> task = camel.getComponent("claid", ClaidComponent.class)
                .getTaskStore()
                .find(unknown.taskKey().orElse(""));
        if (commands == null || task.isEmpty()) {
            return """
                    look into Claid's dashboard, perhaps the edit is there. To have it made in any case, and paid, perhaps
                    for the second time: end the program, start it again and drop the picture into the inbox again. What
                    it has sent is forgotten when it ends, because drop.ledger is empty or it uses a simulator of its own.
                    """;
        }
        return """
                you choose. Look into Claid's dashboard, end the program (Ctrl-C), and type one of these commands, with
                the options that you start it with. Until then dropping the picture again pays nothing and ends here again.

                """ + commands.choices(Commands.code(task.get()), Commands.isUpload(task.get()));
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
            return AGAIN + ": it joins the task and pays nothing";
        }
        if (failure instanceof ClaidTaskExpiredException) {
            return "the edit was paid, its result is gone; in a day " + AGAIN
                    + " to pay for a new one, until then it ends here again";
        }
        return "see to it, then " + AGAIN;
    }
}
