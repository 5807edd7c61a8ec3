package io.github.camelclaid.client;

import java.io.IOException;

/** Marks trouble of the file that was to be sent, to be told from trouble of the network. */
final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException cause;

    UnreadableFileException(IOException cause) {
        super(cause.getMessage(), cause);
        this.cause = cause;
    }

    IOException cause() {
        return cause;
    }
}
