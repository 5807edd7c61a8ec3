package io.github.camelclaid.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The answer to one hop of a download.
 *
 * @param location where a redirect leads to, as it was sent; null otherwise
 * @param file the body of a success; null otherwise
 * @param size of the file, in bytes
 * @param head the first bytes of the file
 */
record Reply(int status, String location, Path file, long size, byte[] head) {

    boolean isRedirect() {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    void discard() {
        discard(file);
    }

    static void discard(Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it is private and named as ours; whoever clears the directory finds it
        }
    }
}
