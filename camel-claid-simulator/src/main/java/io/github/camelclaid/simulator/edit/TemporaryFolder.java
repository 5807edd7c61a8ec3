package io.github.camelclaid.simulator.edit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;

/**
 * A folder that goes away when it is closed, or else, if its process is killed, when the next one is made: each holds a
 * locked file, and a lock that can be had shows that nobody lives there any more.
 */
final class TemporaryFolder implements AutoCloseable {

    private static final String PREFIX = "claid-simulator-";
    private static final String LOCK = "lock";

    /** Of this process alone. On some systems, looking at a lock of one's own process gives it up. */
    private static final String MINE = PREFIX + ProcessHandle.current().pid() + "-"
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L)
            + "-";

    private final Path path;
    private final FileChannel channel;

    private TemporaryFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A new one. Removes those of processes that are gone. */
    static TemporaryFolder create() throws IOException {
        Path path = Files.createTempDirectory(MINE);
        removeLeftBehind(path);
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (channel.tryLock() != null && Files.exists(path.resolve(LOCK))) {
            return new TemporaryFolder(path, channel);
        }
        // another process found it before it was locked, and is removing it or has done so
        channel.close();
        return create();
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        delete(path);
    }

    private static void removeLeftBehind(Path own) throws IOException {
        UserPrincipal me = Files.getOwner(own);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
            for (Path other : others) {
                if (!other.getFileName().toString().startsWith(MINE)) {
                    removeIfLeftBehind(other, me);
                }
            }
        }
    }

    /** Folders of other people are none of ours: they could be traps. */
    private static void removeIfLeftBehind(Path folder, UserPrincipal me) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(me)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    FileLock lock = channel.tryLock()) {
                if (lock != null) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            // without a lock it is one that is just being made, or none of ours
        }
    }

    /** The lock last: a folder of which only a part was removed must still be known as one. */
    private static void delete(Path folder) throws IOException {
        Path lock = folder.resolve(LOCK);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!file.equals(lock)) {
                    deleteQuietly(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // an edit that was still running may have taken its file away
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) {
                if (visited.equals(folder)) {
                    deleteQuietly(lock);
                }
                deleteQuietly(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // a file that is left behind in the temporary folder harms nobody
        }
    }
}
