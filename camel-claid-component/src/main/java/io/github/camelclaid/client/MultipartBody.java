package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;

/**
 * The body of an upload: the part {@code file} with the bytes of the picture, then the part {@code data} with the JSON,
 * in the order and with the headers of the page "Upload". The file is read a chunk at a time, when the network has room
 * for it.
 *
 * <p>Served by one thread at a time; {@link #releaseResources()} may come from another one.
 */
final class MultipartBody implements AsyncEntityProducer {

    private static final int CHUNK = 32 * 1024;

    private final String boundary;
    private final FileChannel file;
    private final long length;
    private final ByteBuffer tail;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private long unread;
    /** What comes next, ready to be written. */
    private ByteBuffer next;

    private MultipartBody(String boundary, FileChannel file, long fileLength, byte[] head, byte[] tail) {
        this.boundary = boundary;
        this.file = file;
        this.length = head.length + fileLength + tail.length;
        this.tail = ByteBuffer.wrap(tail);
        this.unread = fileLength;
        this.next = ByteBuffer.wrap(head);
    }

    /** @throws UnreadableFileException if the file cannot be opened */
    static MultipartBody open(Upload upload) throws UnreadableFileException {
        // 122 random bits do not occur in a picture
        String boundary = "camel-claid-" + UUID.randomUUID();
        byte[] head = head(boundary, upload);
        byte[] tail = tail(boundary, upload);
        try {
            long fileLength = Files.size(upload.file());
            FileChannel file = FileChannel.open(upload.file(), StandardOpenOption.READ);
            return new MultipartBody(boundary, file, fileLength, head, tail);
        } catch (IOException e) {
            throw new UnreadableFileException(e);
        }
    }

    private static byte[] head(String boundary, Upload upload) {
        return ("--" + boundary + "\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"" + upload.fileName() + "\"\r\n"
                        + "Content-Type: " + upload.mime() + "\r\n"
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tail(String boundary, Upload upload) {
        // whether operations may be left out is not documented
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putObject("operations");
        if (upload.output() != null) {
            data.set("output", upload.output().toJson());
        }
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        tail.writeBytes(("\r\n--" + boundary + "\r\n"
                        + "Content-Disposition: form-data; name=\"data\"\r\n"
                        + "Content-Type: application/json\r\n"
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        tail.writeBytes(ClaidJson.write(data));
        tail.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return tail.toByteArray();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        channel.write(next);
        if (next.hasRemaining()) {
            return;
        }
        if (unread > 0) {
            next = read();
        } else if (next != tail) {
            next = tail;
        } else {
            channel.endStream();
            return;
        }
        channel.requestOutput();
    }

    private ByteBuffer read() throws IOException {
        chunk.clear().limit((int) Math.min(CHUNK, unread));
        int read = file.read(chunk);
        if (read < 0) {
            // the length was announced, so that the server cannot take this for a whole picture
            throw new EOFException("the file became shorter while it was sent");
        }
        unread -= read;
        return chunk.flip();
    }

    @Override
    public int available() {
        return Integer.MAX_VALUE;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public String getContentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public String getContentEncoding() {
        return null;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public void failed(Exception cause) {
        releaseResources();
    }

    @Override
    public void releaseResources() {
        try {
            file.close();
        } catch (IOException e) {
            // it was only read
        }
    }
}
