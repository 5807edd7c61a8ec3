package io.github.camelclaid.simulator.storage;

import java.io.IOException;

/** An object that cannot be read or written; its message is for the user of the API. */
public final class StorageException extends IOException {

    private static final long serialVersionUID = 1L;

    StorageException(String message) {
        super(message);
    }

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
