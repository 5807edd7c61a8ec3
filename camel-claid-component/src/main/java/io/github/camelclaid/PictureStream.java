package io.github.camelclaid;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A picture in a temporary file, as a body that can be read again. The file is deleted when the last exchange that holds
 * it is done, wherever it was handed or copied to.
 *
 * <p>Not for several threads, as any stream; copies are independent of each other.
 */
final class PictureStream extends InputStream implements StreamCache {

    private static final Logger LOG = LoggerFactory.getLogger(PictureStream.class);

    private final Path file;
    private final long length;
    private final AtomicInteger holders;
    private InputStream stream;
    private long position;
    private long marked;

    private PictureStream(Path file, long length, AtomicInteger holders) {
        this.file = file;
        this.length = length;
        this.holders = holders;
    }

    static PictureStream of(Path file, long length, Exchange exchange) {
        return new PictureStream(file, length, new AtomicInteger()).heldBy(exchange);
    }

    private PictureStream heldBy(Exchange exchange) {
        holders.incrementAndGet();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                close();
                if (holders.decrementAndGet() == 0) {
                    if (isAnswer(done)) {
                        keepOpen();
                    }
                    delete(file);
                }
            }
        });
        return this;
    }

    /** A caller, for instance of a ProducerTemplate, reads the answer only when the exchange is done. */
    private boolean isAnswer(Exchange done) {
        return ExchangeHelper.isOutCapable(done) && done.getMessage().getBody() == this;
    }

    /** A file that is open can be read although it is deleted; the platform closes what nobody can reach any more. */
    private void keepOpen() {
        try {
            open();
        } catch (IOException e) {
            LOG.debug("The temporary file {} cannot be kept for the caller", file, e);
        }
    }

    @Override
    public int read() throws IOException {
        int next = open().read();
        position += next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int read = open().read(bytes, offset, count);
        position += Math.max(read, 0);
        return read;
    }

    @Override
    public int available() throws IOException {
        return open().available();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new PictureStream(file, length, holders).heldBy(exchange);
    }

    /** So that a client which sends the picture can do so again after a connection that broke. */
    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int readLimit) {
        marked = position;
    }

    /** To the mark, or to the beginning where there is none. */
    @Override
    public void reset() {
        long back = marked;
        close();
        try {
            skipNBytes(back);
            marked = back;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rewinds, and forgets the mark. */
    @Override
    public void close() {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            stream = null;
            position = 0;
            marked = 0;
        }
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long position() {
        return position;
    }

    private InputStream open() throws IOException {
        if (stream == null) {
            stream = Files.newInputStream(file);
        }
        return stream;
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The temporary file {} could not be deleted", file, e);
        }
    }
}
