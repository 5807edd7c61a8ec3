package io.github.camelclaid.client;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Claid took the edit and could not finish it: the task ended with {@code ERROR} or {@code CANCELLED}, or a batch ended
 * without a single result.
 */
public class ClaidTaskFailedException extends ClaidException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_ERRORS = 5;
    private static final int LONGEST_ERROR = 300;
    private static final int LONGEST_SOURCE = 500;
    private static final int LONGEST_LOOKED_AT = 4_000;
    /** What follows a question mark may be a signature, which belongs into no message. */
    private static final Pattern QUERY = Pattern.compile("(?i)(https?://[^\\s?]*)\\?\\S*");

    private final ClaidTask task;

    public ClaidTaskFailedException(ClaidTask task) {
        this(task, null);
    }

    /** @param source address of the image or folder that the task was about; null if it is not known */
    public ClaidTaskFailedException(ClaidTask task, String source) {
        this(task, source, "");
    }

    private ClaidTaskFailedException(ClaidTask task, String source, String part) {
        super(message(task, source, part));
        this.task = task;
    }

    /**
     * About one image of a batch, whose other images may be well.
     *
     * @param item what Claid said of the image
     * @param source its address; null if it is not known
     */
    public static ClaidTaskFailedException ofItem(ClaidTask item, String source) {
        return new ClaidTaskFailedException(item, source, "an image of ");
    }

    private static String message(ClaidTask task, String source, String part) {
        String name = part + "Claid's " + task.family().noun() + " " + task.id();
        String about = source == null ? "" : " (" + shown(source, LONGEST_SOURCE) + ")";
        String request = task.requestId() == null ? "" : " (request id " + task.requestId() + ")";
        String errors = task.errors().stream()
                .map(TaskError::message)
                .filter(Objects::nonNull)
                .limit(MOST_ERRORS)
                .map(error -> shown(error, LONGEST_ERROR))
                .collect(Collectors.joining("; "));
        if (errors.isEmpty() && task.status() == TaskStatus.DONE && task.family() == TaskFamily.EDIT) {
            return name + about + " ended with DONE, but Claid does not say where the picture is" + request;
        }
        if (errors.isEmpty() && task.status() == TaskStatus.DONE) {
            return name + " ended with DONE and without a result: there was no picture in "
                    + (source == null ? "its source" : shown(source, LONGEST_SOURCE)) + request;
        }
        return name + about + " ended with " + task.status() + ": "
                + (errors.isEmpty() ? "Claid gave no reason" : errors) + request;
    }

    /** Cut before it is looked through, which takes long with a long text. */
    private static String shown(String text, int most) {
        String start = text.substring(0, Math.min(text.length(), LONGEST_LOOKED_AT));
        return UntrustedText.line(QUERY.matcher(start).replaceAll("$1?…"), most);
    }

    /** The task as Claid last described it. */
    public ClaidTask task() {
        return task;
    }
}
