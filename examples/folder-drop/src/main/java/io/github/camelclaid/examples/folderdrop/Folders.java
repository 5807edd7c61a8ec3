package io.github.camelclaid.examples.folderdrop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;

/**
 * The folders of a drop, and what counts as a picture in them: every file that is not hidden by a dot and has none of
 * the ignored endings, as the file component sees it.
 *
 * @param ignoredEndings in lower case, without a dot
 */
record Folders(Path inbox, Path outbox, Path done, Path failed, Set<String> ignoredEndings) {

    Folders {
        ignoredEndings = Set.copyOf(ignoredEndings);
    }

    void create() throws IOException {
        for (Path folder : new Path[] {inbox, outbox, done, failed}) {
            Files.createDirectories(folder);
        }
    }

    /** How many pictures lie in the inbox, those that are under way included. */
    int left() {
        return count(inbox);
    }

    boolean areEmpty() {
        return count(inbox) + count(outbox) + count(done) + count(failed) == 0;
    }

    private int count(Path folder) {
        Counter counter = new Counter(folder);
        try {
            Files.walkFileTree(folder, counter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counter.files;
    }

    private final class Counter extends SimpleFileVisitor<Path> {

        private final Path root;
        private int files;

        Counter(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isHidden =
                    !folder.equals(root) && folder.getFileName().toString().startsWith(".");
            return isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (!name.startsWith(".") && !ignoredEndings.contains(ending)) {
                files++;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException trouble) throws IOException {
            if (trouble instanceof NoSuchFileException) {
                // finished while we were counting
                return FileVisitResult.CONTINUE;
            }
            throw trouble;
        }
    }
}
