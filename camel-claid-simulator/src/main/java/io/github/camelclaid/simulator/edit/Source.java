package io.github.camelclaid.simulator.edit;

import java.nio.file.Path;

/**
 * An input that lies in a local file.
 *
 * @param file where
 * @param name its file name, from which the result gets its own
 * @param temporary whether to delete the file after the edit
 */
public record Source(Path file, String name, boolean temporary) implements AutoCloseable {

    @Override
    public void close() {
        if (temporary) {
            TemporaryFolder.deleteQuietly(file);
        }
    }
}
