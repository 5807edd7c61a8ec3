package io.github.camelclaid.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Tells the call the head of the answer as soon as it is there, and collects the body up to a limit. */
final class AnswerConsumer implements AsyncResponseConsumer<byte[]> {

    private final HttpCall call;
    private final long mostBytes;
    private final Secret secret;
    // touched by the one thread that serves the connection
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private FutureCallback<byte[]> whole;

    AnswerConsumer(HttpCall call, long mostBytes, Secret secret) {
        this.call = call;
        this.mostBytes = mostBytes;
        this.secret = secret;
    }

    @Override
    public void consumeResponse(
            HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<byte[]> callback)
            throws IOException {
        call.answered(AnswerHead.of(response, secret));
        if (entity == null) {
            callback.completed(new byte[0]);
            return;
        }
        checkLength(entity.getContentLength());
        whole = callback;
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 100 and its like are no answers
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer bytes) throws IOException {
        checkLength((long) body.size() + bytes.remaining());
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        body.write(chunk);
    }

    /** What is thrown here closes the connection, so the rest is not read. */
    private void checkLength(long length) throws ContentTooLongException {
        if (length > mostBytes) {
            throw new ContentTooLongException("the answer is longer than %d bytes", mostBytes);
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        whole.completed(body.toByteArray());
    }

    @Override
    public void failed(Exception cause) {
        // the call hears it from the client
    }

    @Override
    public void releaseResources() {
        body.reset();
    }
}
