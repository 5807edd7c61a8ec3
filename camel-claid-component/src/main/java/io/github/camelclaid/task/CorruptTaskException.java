package io.github.camelclaid.task;

/** What is remembered of a task makes no sense. */
final class CorruptTaskException extends Exception {

    private static final long serialVersionUID = 1L;

    CorruptTaskException(String message) {
        super(message);
    }

    CorruptTaskException(String message, Throwable cause) {
        super(message, cause);
    }
}
