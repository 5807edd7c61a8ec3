package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Reply;
import io.github.camelclaid.simulator.time.Speed;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/** Sends answers, well or badly. Blocks no thread. */
final class Delivery {

    private final Ledger ledger;
    private final Speed speed;

    /** @param speed of delays */
    Delivery(Ledger ledger, Speed speed) {
        this.ledger = ledger;
        this.speed = speed;
    }

    /** Sends the answer as it should be. */
    void send(HttpServerExchange exchange, Answer answer) {
        if (!begin(exchange, answer.status(), answer.contentType())) {
            return;
        }
        if (answer.file() == null) {
            ledger.answered(answer.status(), answer.body().length);
            exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
            return;
        }
        sendFile(exchange, answer);
    }

    /** Sends the answer, or what the fault makes of it, when it is time. */
    void send(HttpServerExchange exchange, Answer answer, Fault fault) {
        if (fault.delay().isZero()) {
            play(exchange, answer, fault.reply());
            return;
        }
        later(exchange, speed.of(fault.delay()), () -> play(exchange, answer, fault.reply()));
    }

    /** Runs something on the exchange's own thread after a (real) time. */
    private static void later(HttpServerExchange exchange, Duration delay, Runnable then) {
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> exchange.getIoThread()
                .executeAfter(then, delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void play(HttpServerExchange exchange, Answer answer, Reply reply) {
        if (reply instanceof Reply.Reset) {
            Connections.reset(exchange);
        } else if (reply instanceof Reply.Closed) {
            Connections.close(exchange);
        } else if (reply instanceof Reply.LastOfConnection) {
            Connections.doom(exchange);
            send(exchange, answer);
        } else if (reply instanceof Reply.Canned canned) {
            canned.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
            send(exchange, new Answer(canned.status(), canned.contentType(), canned.body(), null));
        } else if (reply instanceof Reply.AsUsual) {
            send(exchange, answer);
        } else {
            sendInPieces(exchange, answer, reply);
        }
    }

    private void sendInPieces(HttpServerExchange exchange, Answer answer, Reply reply) {
        byte[] body = bytes(answer);
        if (!begin(exchange, answer.status(), answer.contentType())) {
            return;
        }
        ledger.answered(answer.status(), body.length);
        // after this call has returned: an exchange that has nothing to write when its handler returns is ended
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> new PiecewiseBody(exchange, body, speed).send(reply));
    }

    private boolean begin(HttpServerExchange exchange, int status, String contentType) {
        if (exchange.isResponseStarted() || exchange.isComplete()) {
            return false;
        }
        exchange.setStatusCode(status);
        if (contentType != null) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        }
        return true;
    }

    private void sendFile(HttpServerExchange exchange, Answer answer) {
        try {
            FileChannel file = FileChannel.open(answer.file(), StandardOpenOption.READ);
            exchange.addExchangeCompleteListener((done, next) -> {
                IoUtils.safeClose(file);
                next.proceed();
            });
            exchange.setResponseContentLength(file.size());
            ledger.answered(answer.status(), file.size());
            exchange.getResponseSender().transferFrom(file, IoCallback.END_EXCHANGE);
        } catch (IOException e) {
            send(exchange, Answer.error(404));
        }
    }

    private static byte[] bytes(Answer answer) {
        if (answer.file() == null) {
            return answer.body();
        }
        try {
            return Files.readAllBytes(answer.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
