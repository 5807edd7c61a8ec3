package io.github.camelclaid.client;

/** Something that should have been a task has no readable id. */
public class ClaidUnreadableTaskException extends ClaidException {

    private static final long serialVersionUID = 1L;

    public ClaidUnreadableTaskException(String message) {
        super(message);
    }
}
