package io.github.camelclaid.transfer;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bytes of one input image, in a file: the user's own, which is only referenced, or a private copy that ends with
 * {@link #close()}. They are read once, in small pieces, to learn format, size and digest. Immutable; {@code close()}
 * may be called by any thread, more than once.
 */
public final class ImageSource implements AutoCloseable {

    private final Path file;
    private final String fileName;
    private final ImageContent content;
    // null for a private copy, which nobody else writes to
    private final FileStamp stamp;

    private ImageSource(Path file, String fileName, ImageContent content, FileStamp stamp) {
        this.file = file;
        this.fileName = fileName;
        this.content = content;
        this.stamp = stamp;
    }

    /**
     * References a file, which stays where it is.
     *
     * @throws ClaidInvalidRequestException if it is no image, too large, or being written to
     */
    public static ImageSource of(Path file, Spool spool) throws IOException, ClaidInvalidRequestException {
        FileStamp stamp = FileStamp.of(file);
        ImageContent content;
        try (InputStream in = Files.newInputStream(file)) {
            content = ImageContent.copy(in, OutputStream.nullOutputStream(), spool.maxBytes());
        }
        ImageSource source = new ImageSource(file, file.getFileName().toString(), content, stamp);
        source.checkUnchanged();
        return source;
    }

    /** @see #of(InputStream, String, Spool) */
    public static ImageSource of(byte[] bytes, String fileName, Spool spool)
            throws IOException, ClaidInvalidRequestException {
        return of(new ByteArrayInputStream(bytes), fileName, spool);
    }

    /**
     * Drains a stream into a private file. The stream is not closed.
     *
     * @param fileName may be null
     * @throws ClaidInvalidRequestException if it is no image or too large; nothing is left behind
     */
    public static ImageSource of(InputStream in, String fileName, Spool spool)
            throws IOException, ClaidInvalidRequestException {
        Path copy = spool.newFile(".input");
        try (OutputStream out = Files.newOutputStream(copy)) {
            ImageContent content = ImageContent.copy(in, out, spool.maxBytes());
            return new ImageSource(copy, fileName, content, null);
        } catch (IOException | ClaidInvalidRequestException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /** Where the bytes are, until this is closed. */
    public Path file() {
        return file;
    }

    /** The name under which the image came, without a path; empty if it came without. */
    public Optional<String> fileName() {
        return Optional.ofNullable(fileName);
    }

    /** By its first bytes, whatever its name says. */
    public ImageFormat format() {
        return content.format();
    }

    /** In bytes. */
    public long size() {
        return content.size();
    }

    /** 64 lower-case hexadecimal digits. */
    public String sha256() {
        return content.sha256();
    }

    /**
     * Looks whether the file is still the one whose digest is known; to be called before it is uploaded, and after.
     *
     * @throws ClaidInvalidRequestException if its size, its time or the file itself has changed
     */
    public void checkUnchanged() throws IOException, ClaidInvalidRequestException {
        if (stamp == null) {
            return;
        }
        FileStamp now = FileStamp.of(file);
        if (!now.equals(stamp) || now.size() != content.size()) {
            throw new ClaidInvalidRequestException(
                    "body is the file " + fileName + ", which changed while it was read (" + content.size()
                            + " bytes, now " + now.size() + "); take files only when they are complete,"
                            + " for instance with readLock=changed",
                    "body",
                    TextNode.valueOf(fileName).toString(),
                    "a file that nobody writes to");
        }
    }

    /** Deletes the private copy, if there is one; a referenced file stays. */
    @Override
    public void close() throws IOException {
        if (stamp == null) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public String toString() {
        return content.format() + " of " + content.size() + " bytes, SHA-256 " + content.sha256();
    }
}
