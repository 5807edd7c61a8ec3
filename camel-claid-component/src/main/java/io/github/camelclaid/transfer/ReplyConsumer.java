package io.github.camelclaid.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Writes the body of a success to a file as it comes, and drops every other body. Belongs to one response; only the
 * thread of its connection calls it. A file that is not complete is deleted.
 */
final class ReplyConsumer implements AsyncResponseConsumer<Reply> {

    // the page of an error or a redirect
    private static final long LARGEST_OTHER_BODY = 1024 * 1024;

    private final Spool spool;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(MagicBytes.ENOUGH);
    private FutureCallback<Reply> callback;
    private int status;
    private String location;
    private Path file;
    private FileChannel channel;
    private long limit;
    private long size;
    private boolean isComplete;

    ReplyConsumer(Spool spool) {
        this.spool = spool;
    }

    @Override
    public void consumeResponse(
            HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<Reply> resultCallback)
            throws IOException {
        callback = resultCallback;
        status = response.getCode();
        Header header = response.getFirstHeader(HttpHeaders.LOCATION);
        location = header == null ? null : header.getValue();
        boolean isSuccess = status == HttpStatus.SC_OK;
        limit = isSuccess ? spool.maxBytes() : LARGEST_OTHER_BODY;
        if (entity != null && entity.getContentLength() > limit) {
            throw tooLong();
        }
        if (isSuccess) {
            file = spool.newFile(".result");
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        }
        if (entity == null) {
            streamEnd(List.of());
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // nothing in it counts
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        // writing to the file is what holds the sender back
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        size += source.remaining();
        if (size > limit) {
            throw tooLong();
        }
        for (ByteBuffer first = source.duplicate(); first.hasRemaining() && head.size() < MagicBytes.ENOUGH; ) {
            head.write(first.get());
        }
        if (channel == null) {
            source.position(source.limit());
            return;
        }
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) throws IOException {
        if (channel != null) {
            channel.close();
        }
        isComplete = true;
        callback.completed(new Reply(status, location, file, size, head.toByteArray()));
    }

    @Override
    public void failed(Exception cause) {
        if (callback != null) {
            callback.failed(cause);
        }
    }

    @Override
    public void releaseResources() {
        if (isComplete || channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // the file goes anyway
        }
        Reply.discard(file);
    }

    private ContentTooLongException tooLong() {
        return new ContentTooLongException("has more than %d bytes", limit);
    }
}
