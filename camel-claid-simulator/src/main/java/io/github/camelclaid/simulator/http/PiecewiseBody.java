package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.script.Reply;
import io.github.camelclaid.simulator.time.Speed;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/** A body that is sent slowly, in part, or with too much behind it. */
final class PiecewiseBody {

    private static final int PIECE = 64 * 1024;

    private final HttpServerExchange exchange;
    private final byte[] body;
    private final Speed speed;

    PiecewiseBody(HttpServerExchange exchange, byte[] body, Speed speed) {
        this.exchange = exchange;
        this.body = body;
        this.speed = speed;
    }

    void send(Reply reply) {
        if (reply instanceof Reply.Trickle trickle) {
            exchange.setResponseContentLength(body.length);
            pieces(0, trickle, exchange::endExchange);
        } else if (reply instanceof Reply.Chunked chunked) {
            inChunks();
            pieces(0, new Reply.Trickle(chunked.chunk(), Duration.ZERO), exchange::endExchange);
        } else if (reply instanceof Reply.UnfinishedChunks chunks) {
            inChunks();
            pieces(0, new Reply.Trickle(chunks.chunk(), Duration.ZERO), () -> Connections.close(exchange));
        } else if (reply instanceof Reply.Truncated truncated) {
            exchange.setResponseContentLength(body.length);
            int length = Math.min(body.length, truncated.bytes());
            write(ByteBuffer.wrap(body, 0, length), () -> Connections.close(exchange));
        } else if (reply instanceof Reply.Oversized oversized) {
            exchange.setResponseContentLength(body.length + oversized.extraBytes());
            write(ByteBuffer.wrap(body), () -> pad(oversized.extraBytes()));
        } else {
            throw new IllegalArgumentException("not in pieces: " + reply);
        }
    }

    /** Also where the connection is closed afterwards; without this such an answer would end where the connection does. */
    private void inChunks() {
        exchange.getResponseHeaders().put(Headers.TRANSFER_ENCODING, "chunked");
    }

    /** Without a length that was announced before, each piece is a chunk of its own. */
    private void pieces(int from, Reply.Trickle trickle, Runnable end) {
        int length = Math.min(trickle.chunk(), body.length - from);
        if (length <= 0) {
            end.run();
            return;
        }
        long pause = speed.of(trickle.pause()).toNanos();
        write(ByteBuffer.wrap(body, from, length), () -> exchange.getIoThread()
                .executeAfter(() -> pieces(from + length, trickle, end), pause, TimeUnit.NANOSECONDS));
    }

    private void pad(long left) {
        if (left <= 0) {
            exchange.endExchange();
            return;
        }
        byte[] spaces = new byte[(int) Math.min(PIECE, left)];
        Arrays.fill(spaces, (byte) ' ');
        // through the thread's queue, or the calls would pile up on the stack as long as the client keeps up
        write(ByteBuffer.wrap(spaces), () -> exchange.getIoThread().execute(() -> pad(left - spaces.length)));
    }

    private void write(ByteBuffer piece, Runnable then) {
        exchange.getResponseSender().send(piece, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange written, Sender sender) {
                then.run();
            }

            @Override
            public void onException(HttpServerExchange broken, Sender sender, IOException e) {
                IoUtils.safeClose(broken.getConnection());
            }
        });
    }
}
