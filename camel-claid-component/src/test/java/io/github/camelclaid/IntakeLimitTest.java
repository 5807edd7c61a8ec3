package io.github.camelclaid;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.Suspendable;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeLimitTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Waits waits = new Waits();
    private final Source source = new Source("one");

    @AfterEach
    void close() throws Exception {
        waits.end(waits.count());
        camel.close();
    }

    /** It counts an exchange only after it has begun, so that one more than one too many comes in. */
    private void start(int most) throws Exception {
        camel.getShutdownStrategy().setTimeout(10);
        IntakeLimit intake = new IntakeLimit();
        intake.setMaxInflightExchanges(most);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(source).routeId("one").routePolicy(intake).process(waits);
            }
        });
        camel.start();
    }

    private CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(() -> {
            try {
                camel.getRouteController().stopRoute("one");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void takesNothingInWhileTooManyAreUnderWay() throws Exception {
        start(2);

        source.emit(4);
        assertThat(source.isHeld()).isTrue();
        waits.end(3);
        assertThat(source.isHeld()).isFalse();
    }

    @Test
    void aRouteThatStopsTakesNothingMoreInWhenItsExchangesEnd() throws Exception {
        start(10);
        source.emit(3);

        CompletableFuture<Void> stop = stop();
        await().until(source::isHeld);
        waits.end(1);
        source.emit(1);
        assertThat(source.isHeld()).isTrue();
        waits.end(3);

        stop.get(20, SECONDS);
        assertThat(source.resumed).hasValue(0);
    }

    @Test
    void neitherDoesOneWhoseConsumerTheLimitHadSuspended() throws Exception {
        start(2);
        source.emit(4);
        assertThat(source.isHeld()).isTrue();

        CompletableFuture<Void> stop = stop();
        await().until(waits::someoneStops);
        waits.end(3);
        source.emit(1);
        assertThat(source.isHeld()).isTrue();
        waits.end(2);
        stop.get(20, SECONDS);
        assertThat(source.resumed).hasValue(0);

        camel.getRouteController().startRoute("one");
        source.emit(4);
        assertThat(source.isHeld()).isTrue();
        waits.end(3);
        assertThat(source.isHeld()).as("in its next life").isFalse();
    }

    @Test
    void whatIsResumedBeforeTheStopIsKnownIsSuspendedAgain() throws Exception {
        Source slow = new Source("two");
        start(2);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // of two routes that are suspended this is the second
                from(slow).routeId("two").startupOrder(1).process(waits);
            }
        });
        source.emit(4);
        slow.suspends = new CountDownLatch(1);

        CompletableFuture<Void> suspension = CompletableFuture.runAsync(camel::suspend);
        await().until(slow::isComingToRest);
        waits.end(3);
        assertThat(source.isHeld()).as("nobody has told the limit yet").isFalse();
        slow.suspends.countDown();

        await().until(source::isHeld);
        waits.end(1);
        suspension.get(20, SECONDS);
        assertThat(source.isHeld()).isTrue();
    }

    @Test
    void aRouteThatSomebodySuspendedStaysSuspended() throws Exception {
        start(10);
        source.emit(1);
        waits.end(1);

        camel.getRouteController().suspendRoute("one");
        source.emit(1);
        waits.end(1);

        assertThat(source.isHeld()).isTrue();
        assertThat(camel.getRouteController().getRouteStatus("one")).isEqualTo(ServiceStatus.Suspended);
    }

    /** Exchanges wait here without a thread until they are ended. */
    private final class Waits extends AsyncProcessorSupport implements ShutdownPrepared {

        private final Queue<AsyncCallback> callbacks = new ConcurrentLinkedQueue<>();
        private volatile boolean stops;

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            callbacks.add(callback);
            return false;
        }

        void end(int count) {
            for (int i = 0; i < count; i++) {
                callbacks.remove().done(false);
            }
        }

        int count() {
            return callbacks.size();
        }

        boolean someoneStops() {
            return stops;
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            stops = true;
        }
    }

    /** Emits what a test wants, as one that polls would, whatever its state. */
    private final class Source extends DefaultEndpoint {

        private volatile Emitter emitter;
        private final AtomicInteger resumed = new AtomicInteger();
        private volatile CountDownLatch suspends = new CountDownLatch(0);

        Source(String name) {
            super("source:" + name, null);
            setCamelContext(camel);
        }

        void emit(int count) {
            for (int i = 0; i < count; i++) {
                Exchange exchange = emitter.createExchange(true);
                emitter.getAsyncProcessor().process(exchange, done -> {});
            }
        }

        boolean isHeld() {
            return emitter.isSuspended();
        }

        boolean isComingToRest() {
            return emitter.isSuspending();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            emitter = new Emitter(this, processor);
            return emitter;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("nothing goes there");
        }
    }

    private static final class Emitter extends DefaultConsumer implements Suspendable {

        private final Source source;

        Emitter(Source source, Processor processor) {
            super(source, processor);
            this.source = source;
        }

        @Override
        protected void doSuspend() throws Exception {
            source.suspends.await();
        }

        @Override
        protected void doResume() {
            source.resumed.incrementAndGet();
        }
    }
}
