package io.github.camelclaid.examples.folderdrop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second program away from an inbox: both would pay for the same pictures. Ends with the process, however. */
final class InboxLock implements AutoCloseable {

    private final FileChannel channel;

    private InboxLock(FileChannel channel) {
        this.channel = channel;
    }

    static InboxLock take(Path inbox) throws IOException {
        FileChannel channel = FileChannel.open(
                inbox.resolve(".folder-drop.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IllegalStateException("a folder drop is at work in " + inbox + ": end it first (Ctrl-C)");
        }
        return new InboxLock(channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
