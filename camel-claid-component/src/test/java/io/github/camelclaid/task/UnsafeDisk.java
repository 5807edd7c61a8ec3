package io.github.camelclaid.task;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk for one file of H2 whose power can be cut: of what was not forced to it some sectors are written by then and
 * others are not, whichever were sent first. It can be full, too. Guarded by its class.
 */
public final class UnsafeDisk extends FilePathWrapper {

    static final String SCHEME = "unsafe:";

    private static final int SECTOR = 512;

    private static byte[] durable = new byte[0];
    private static final List<Write> PENDING = new ArrayList<>();
    private static boolean isOn = true;
    private static boolean isFull;
    private static int writesUntilCut = Integer.MAX_VALUE;
    private static int forces;

    /** @param bytes null: the file is cut to {@code position} */
    private record Write(long position, byte[] bytes) {}

    static synchronized void install() {
        FilePath.register(new UnsafeDisk());
        durable = new byte[0];
        PENDING.clear();
        isOn = true;
        isFull = false;
        writesUntilCut = Integer.MAX_VALUE;
        forces = 0;
    }

    static synchronized void cutAfter(int writes) {
        writesUntilCut = writes;
    }

    static synchronized void cutNow() {
        isOn = false;
    }

    static synchronized void fill(boolean full) {
        isFull = full;
    }

    static synchronized int forces() {
        return forces;
    }

    static synchronized boolean holdsAllThatWasWritten() {
        return PENDING.isEmpty();
    }

    /** The file is what has reached the disk. */
    static synchronized void powerOn(Path file, Random random) {
        int how = random.nextInt(5);
        for (Write write : PENDING) {
            boolean isLost = how == 0 || how != 1 && random.nextInt(3) == 0;
            if (!isLost) {
                apply(how == 1 ? write : torn(write, random, how));
            }
        }
        PENDING.clear();
        try {
            Files.write(file, durable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        isOn = true;
        writesUntilCut = Integer.MAX_VALUE;
    }

    private static Write torn(Write write, Random random, int how) {
        if (write.bytes() == null || how == 2) {
            return write;
        }
        byte[] bytes = write.bytes().clone();
        for (int from = 0; from < bytes.length; from += SECTOR) {
            if (random.nextBoolean()) {
                int to = Math.min(bytes.length, from + SECTOR);
                for (int i = from; i < to; i++) {
                    int at = (int) write.position() + i;
                    bytes[i] = at < durable.length ? durable[at] : 0;
                }
            }
        }
        return new Write(write.position(), bytes);
    }

    private static void apply(Write write) {
        if (write.bytes() == null) {
            durable = Arrays.copyOf(durable, (int) Math.min(durable.length, write.position()));
            return;
        }
        int end = (int) write.position() + write.bytes().length;
        if (end > durable.length) {
            durable = Arrays.copyOf(durable, end);
        }
        System.arraycopy(write.bytes(), 0, durable, (int) write.position(), write.bytes().length);
    }

    private static synchronized void checkPower() throws IOException {
        if (!isOn) {
            throw new IOException("no power");
        }
    }

    private static synchronized void written(long position, byte[] bytes) throws IOException {
        if (writesUntilCut-- <= 0) {
            isOn = false;
        }
        if (isFull) {
            throw new IOException("No space left on device");
        }
        // what was sent when the power went may be there
        PENDING.add(new Write(position, bytes));
        checkPower();
    }

    private static synchronized void forced() throws IOException {
        checkPower();
        PENDING.forEach(UnsafeDisk::apply);
        PENDING.clear();
        forces++;
    }

    @Override
    public String getScheme() {
        return SCHEME.substring(0, SCHEME.length() - 1);
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        checkPower();
        return new UnsafeFile(getBase().open(mode));
    }

    private static final class UnsafeFile extends FileBaseDefault {

        private final FileChannel base;

        UnsafeFile(FileChannel base) {
            this.base = base;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (source.hasRemaining()) {
                bytes.write(source.get());
            }
            written(position, bytes.toByteArray());
            ByteBuffer copy = ByteBuffer.wrap(bytes.toByteArray());
            while (copy.hasRemaining()) {
                base.write(copy, position + copy.position());
            }
            return bytes.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            checkPower();
            return base.read(target, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            forced();
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            written(size, null);
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
