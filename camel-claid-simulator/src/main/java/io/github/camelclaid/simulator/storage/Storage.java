package io.github.camelclaid.simulator.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the objects of one storage connector are kept. Thread-safe; blocks. The message of every exception is a reason
 * for the user of the API, without credentials and without paths of this machine.
 */
public sealed interface Storage extends AutoCloseable permits FolderStorage, S3Storage, WebStorage {

    /** The content of an object, to be closed. */
    InputStream read(String key) throws IOException;

    /**
     * The keys of the objects below a folder, in the order of the alphabet; none if there is no such folder.
     *
     * @param folder empty, or with a slash at its end
     * @param recursive whether those in its sub folders count too
     */
    List<String> list(String folder, boolean recursive) throws IOException;

    /** Keeps a copy of the file under that key, never seen half written, and instead of one that was there before. */
    Kept write(String key, Path file, String contentType) throws IOException;

    @Override
    default void close() {}

    /** The bucket an object is in, and its key there. */
    record Kept(String bucket, String key) {}
}
