package io.github.camelclaid.examples.folderdrop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Chooses names that no other file has, so that nothing is ever overwritten: {@code mug.jpg} becomes {@code mug (2).jpg}
 * where another {@code mug.jpg} lies already. Only a file with the same bytes may be replaced: a source that brings its
 * picture again and again fills no folder.
 *
 * <p>Safe for use by any thread; a name is taken until its exchange is done.
 */
public final class FreeNames {

    /** Where the original goes when it is done. */
    static final String DONE_FILE = "doneFile";
    /** Where the original goes when it failed. */
    static final String FAILED_FILE = "failedFile";

    private final Folders folders;
    private final Set<Path> taken = ConcurrentHashMap.newKeySet();

    FreeNames(Folders folders) {
        this.folders = folders;
    }

    /** Before the edit: where the original will go. */
    public void reserve(Exchange exchange) throws IOException {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        Path original = folders.inbox().resolve(name);
        Twin twin = file -> Files.mismatch(file, original) == -1;
        exchange.setProperty(
                DONE_FILE, reserve(exchange, folders.done(), name, twin).toString());
        exchange.setProperty(
                FAILED_FILE, reserve(exchange, folders.failed(), name, twin).toString());
    }

    /** After the edit: where the result will go. */
    public void nameResult(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String name = message.getHeader(Exchange.FILE_NAME, String.class);
        Path file = reserve(exchange, folders.outbox(), name, other -> isBody(message, other));
        message.setHeader(Exchange.FILE_NAME, folders.outbox().relativize(file).toString());
    }

    /** Tells whether a file has the same bytes, so that replacing it loses nothing. */
    private interface Twin {
        boolean isTwin(Path file) throws IOException;
    }

    private Path reserve(Exchange exchange, Path folder, String name, Twin twin) throws IOException {
        Path file = folder.resolve(name);
        for (int number = 2; !take(file, twin); number++) {
            file = folder.resolve(numbered(name, number));
        }
        exchange.getExchangeExtension().addOnCompletion(new Release(file));
        return file;
    }

    private boolean take(Path file, Twin twin) throws IOException {
        if (!taken.add(file)) {
            return false;
        }
        boolean isFree = !Files.exists(file) || Files.isRegularFile(file) && twin.isTwin(file);
        if (!isFree) {
            taken.remove(file);
        }
        return isFree;
    }

    private static boolean isBody(Message message, Path file) throws IOException {
        if (Files.size(file) != message.getHeader(Exchange.FILE_LENGTH, -1L, Long.class)) {
            return false;
        }
        InputStream picture = new BufferedInputStream(message.getBody(InputStream.class));
        try (InputStream other = new BufferedInputStream(Files.newInputStream(file))) {
            int next;
            do {
                next = other.read();
                if (next != picture.read()) {
                    return false;
                }
            } while (next >= 0);
            return true;
        } finally {
            MessageHelper.resetStreamCache(message);
        }
    }

    static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        boolean hasEnding = dot > Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1;
        int end = hasEnding ? dot : name.length();
        return name.substring(0, end) + " (" + number + ")" + name.substring(end);
    }

    private final class Release extends SynchronizationAdapter {

        private final Path file;

        Release(Path file) {
            this.file = file;
        }

        @Override
        public void onDone(Exchange exchange) {
            taken.remove(file);
        }

        @Override
        public int getOrder() {
            // after the original was moved
            return LOWEST;
        }
    }
}
