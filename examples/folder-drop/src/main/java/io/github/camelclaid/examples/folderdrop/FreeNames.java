package io.github.camelclaid.examples.folderdrop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Chooses names that no other file has, so that nothing is ever overwritten: {@code mug.jpg} becomes {@code mug (2).jpg}
 * where another {@code mug.jpg} lies already.
 *
 * <p>Safe for use by any thread; a name is taken until its exchange is done.
 */
public final class FreeNames {

    /** Where the original goes when it is done, relative to that folder. */
    static final String DONE_NAME = "doneName";
    /** Where the original goes when it failed, relative to that folder. */
    static final String FAILED_NAME = "failedName";

    private final Folders folders;
    private final Set<Path> taken = ConcurrentHashMap.newKeySet();

    FreeNames(Folders folders) {
        this.folders = folders;
    }

    /** Before the edit: where the original will go. */
    public void reserve(Exchange exchange) throws IOException {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        Path original = folders.inbox().resolve(name);
        exchange.setProperty(DONE_NAME, reserve(exchange, folders.done(), name, original));
        exchange.setProperty(FAILED_NAME, reserve(exchange, folders.failed(), name, original));
    }

    /** After the edit: where the result will go. */
    public void nameResult(Exchange exchange) throws IOException {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, reserve(exchange, folders.outbox(), name, null));
    }

    /** @param original whose equal may be replaced; may be null */
    private String reserve(Exchange exchange, Path folder, String name, Path original) throws IOException {
        String candidate = name;
        for (int number = 2; !take(folder.resolve(candidate), original); number++) {
            candidate = numbered(name, number);
        }
        Path chosen = folder.resolve(candidate);
        exchange.getExchangeExtension().addOnCompletion(new Release(chosen));
        return candidate;
    }

    private boolean take(Path file, Path original) throws IOException {
        if (!taken.add(file)) {
            return false;
        }
        boolean isFree = !Files.exists(file) || original != null && isSame(file, original);
        if (!isFree) {
            taken.remove(file);
        }
        return isFree;
    }

    private static boolean isSame(Path file, Path original) throws IOException {
        return Files.isRegularFile(file) && Files.mismatch(file, original) == -1;
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
