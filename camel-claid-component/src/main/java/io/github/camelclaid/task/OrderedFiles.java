package io.github.camelclaid.task;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2 that keeps it from losing what was on disk before, whatever of its last writes a power cut lets
 * through, and in whichever order.
 *
 * <p>H2 appends chunks; with its head a chunk counts, and nothing checks what is between head and foot. So the head is
 * written last, when everything else is on disk. H2 also reuses the space of chunks that the newest one does not need; so
 * the newest one has to be on disk before anything is overwritten.
 */
public final class OrderedFiles extends FilePathWrapper {

    private static final String SCHEME = "claid";
    /** The two copies of the file's header, each in one sector; one of them is enough. */
    private static final long HEADERS = 8192;
    /** What a disk writes wholly or not at all. The head of a chunk is shorter. */
    private static final int SECTOR = 512;

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new OrderedFile(getBase().open(mode));
    }

    /** Writes are guarded by {@code this}, what forces them to disk by {@code forcing}; whoever has both took that last. */
    private static final class OrderedFile extends FileBaseDefault {

        private final FileChannel base;
        private final Object forcing = new Object();
        /** Whether something may have been written since it was forced to disk last; set after the write. */
        private volatile boolean isPending;

        OrderedFile(FileChannel base) {
            this.base = base;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            int length = source.remaining();
            boolean isChunk = position >= HEADERS && length > SECTOR;
            if (isChunk) {
                writeChunk(source, position);
            } else {
                writeFully(source, position);
            }
            return length;
        }

        private void writeChunk(ByteBuffer chunk, long position) throws IOException {
            boolean overwrites = position < base.size();
            if (overwrites) {
                force(false);
            }
            ByteBuffer head = chunk.slice(chunk.position(), SECTOR);
            chunk.position(chunk.position() + SECTOR);
            writeFully(chunk, position + SECTOR);
            force(false);
            writeFully(head, position);
        }

        private void writeFully(ByteBuffer source, long position) throws IOException {
            try {
                long next = position;
                while (source.hasRemaining()) {
                    next += base.write(source, next);
                }
            } finally {
                isPending = true;
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            synchronized (forcing) {
                if (isPending) {
                    isPending = false;
                    forceNow(metaData);
                }
            }
        }

        private void forceNow(boolean metaData) throws IOException {
            boolean isForced = false;
            try {
                base.force(metaData);
                isForced = true;
            } finally {
                isPending |= !isForced;
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            base.truncate(size);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
