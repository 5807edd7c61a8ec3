package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.script.Conduct;
import io.github.camelclaid.simulator.time.Speed;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Lets requests take their time to arrive, or find their connection closed. */
final class Arrival implements HttpHandler {

    private final Conduct conduct;
    private final Speed speed;
    private final HttpHandler next;
    /** Guarded by this object's lock. */
    private final SplittableRandom random;

    Arrival(ClaidServer.Treatment treatment, HttpHandler next) {
        this.conduct = treatment.conduct();
        this.speed = treatment.speed();
        this.next = next;
        this.random = new SplittableRandom(treatment.seed());
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (Connections.isDoomed(exchange)) {
            Connections.close(exchange);
            return;
        }
        Duration latency = speed.of(nextLatency());
        if (latency.isZero()) {
            next.handleRequest(exchange);
            return;
        }
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> exchange.getIoThread()
                .executeAfter(
                        () -> Connectors.executeRootHandler(next, exchange), latency.toNanos(), TimeUnit.NANOSECONDS));
    }

    private synchronized Duration nextLatency() {
        return conduct.latency().next(random);
    }
}
