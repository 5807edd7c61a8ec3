package io.github.camelclaid;

import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.task.Deliveries;
import io.github.camelclaid.task.Lane;
import io.github.camelclaid.task.Mode;
import io.github.camelclaid.task.TrackedTask;
import io.github.camelclaid.task.TrackedTask.Item;
import io.github.camelclaid.transfer.DownloadedImage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.CastUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits finished tasks, each at least once: a task is acknowledged after its route and everything that hangs on it have
 * committed, and comes again after a pause where the route failed. One that was delivered while the process died is
 * delivered again; an Idempotent Consumer on {@code CamelClaidTaskId} makes that once.
 *
 * <p>A poll looks into the ledger only and spends no quota. A finished task wakes the consumer before its delay is over.
 */
final class ClaidConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(ClaidConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final ClaidEndpoint endpoint;
    private final ClaidConfiguration options;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();
    /** Woken and scheduled polls run one after the other. */
    private final ReentrantLock polling = new ReentrantLock();

    private Runnable endOfConsuming = () -> {};
    private RouteErrors errors;

    ClaidConsumer(ClaidEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        errors = new RouteErrors(getRoute(), endpoint.getCamelContext());
        ServiceHelper.startService(errors);
        endpoint.service().tracker().tallies().of(endpoint.getName());
        endOfConsuming = deliveries().consume(lane(), this::wake);
    }

    @Override
    protected void doStop() throws Exception {
        endOfConsuming.run();
        super.doStop();
        ServiceHelper.stopService(errors);
    }

    @Override
    public void run() {
        polling.lock();
        try {
            super.run();
        } finally {
            polling.unlock();
        }
    }

    private void wake() {
        if (isStartScheduler() && isRunAllowed() && woken.compareAndSet(false, true)) {
            endpoint.service().routing().execute(() -> {
                // however many tasks finish while a poll runs, one thread waits for it
                polling.lock();
                try {
                    woken.set(false);
                    if (isRunAllowed() && !isSuspendingOrSuspended()) {
                        run();
                    }
                } finally {
                    polling.unlock();
                }
            });
        }
    }

    @Override
    protected int poll() throws Exception {
        // must reset for each poll
        shutdownRunningTask = null;
        pendingExchanges = 0;
        int room = options.getMaxInFlight() - inFlight.get();
        int most = maxMessagesPerPoll > 0 ? Math.min(maxMessagesPerPoll, room) : room;
        Queue<TrackedTask> tasks = new ArrayDeque<>();
        if (most > 0) {
            tasks.addAll(
                    options.isSplitBatch()
                            ? deliveries().take(lane(), most)
                            : deliveries().takeWhole(lane(), most));
        }
        forceConsumerAsReady();
        return tasks.isEmpty() ? 0 : processBatch(CastUtils.cast(tasks));
    }

    @Override
    public int processBatch(Queue<Object> tasks) {
        int total = tasks.size();
        int index = 0;
        for (; index < total && isBatchAllowed(); index++) {
            TrackedTask task = (TrackedTask) tasks.poll();
            pendingExchanges = total - index - 1;
            emit(task, new Place(index, total).of(task));
        }
        // what is left goes back at once, to the next poll or to another consumer
        for (Object task : tasks) {
            deliveries().giveBack((TrackedTask) task, Duration.ZERO, false);
        }
        return index;
    }

    /** Of a task in its poll, of an item in its batch. */
    private record Place(int index, int size) {

        Place of(TrackedTask task) {
            Item item = task.item();
            return item == null ? this : new Place(item.index(), item.size());
        }
    }

    private void emit(TrackedTask task, Place place) {
        inFlight.incrementAndGet();
        boolean fetches = options.isDownload() && task.isDone();
        if (!fetches) {
            route(task, place, null, null);
            return;
        }
        CompletableFuture<DownloadedImage> picture =
                endpoint.service().pictures().fetch(task.outcome().task());
        picture.whenCompleteAsync(
                (image, failure) -> route(task, place, image, failure),
                endpoint.service().routing());
    }

    private void route(TrackedTask task, Place place, DownloadedImage picture, Throwable noPicture) {
        Exchange exchange;
        try {
            exchange = exchangeOf(task, place, picture);
        } catch (RuntimeException e) {
            // nobody would acknowledge it
            inFlight.decrementAndGet();
            deliveries().giveBack(task, FIRST_PAUSE, true);
            getExceptionHandler().handleException("Task " + task.taskId() + " cannot be emitted", e);
            return;
        }
        Throwable failure = failure(task, noPicture);
        exchange.getExchangeExtension().addOnCompletion(new Acknowledgement(task, failure));
        AsyncCallback callback = defaultConsumerCallback(exchange, true);
        if (failure == null) {
            getAsyncProcessor().process(exchange, callback);
        } else {
            errors.hand(failure, exchange, getAsyncProcessor(), callback);
        }
    }

    private Exchange exchangeOf(TrackedTask task, Place place, DownloadedImage picture) {
        Exchange exchange = createExchange(true);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, place.index());
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, place.size());
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, place.index() == place.size() - 1);
        task.carried().forEach(exchange.getMessage()::setHeader);
        ResultMapping.put(task, exchange);
        if (picture != null) {
            PictureFetch.put(picture, exchange);
        }
        return exchange;
    }

    private Throwable failure(TrackedTask task, Throwable noPicture) {
        if (noPicture != null) {
            return ClaidException.causeOf(noPicture);
        }
        ClaidException failure = task.failure();
        // one that expired has no answer that could be the message
        boolean isMessage = failure instanceof ClaidTaskFailedException
                && options.getFailedTasks() == ClaidConfiguration.FailedTasks.message;
        return isMessage ? null : failure;
    }

    private Lane lane() {
        return endpoint.lane(Mode.SUBMITTED);
    }

    private Deliveries deliveries() {
        return endpoint.service().tracker().deliveries();
    }

    /** The task is kept here: headers may be gone when the route ends. */
    private final class Acknowledgement extends SynchronizationAdapter {

        private final TrackedTask task;
        private final Throwable told;

        Acknowledgement(TrackedTask task, Throwable told) {
            this.task = task;
            this.told = told;
        }

        @Override
        public void onDone(Exchange exchange) {
            inFlight.decrementAndGet();
            // a failed task that no route handles was told to the log: to tell it again would change nothing
            boolean wasTold = task.failure() != null && exchange.getException() == told;
            if (wasTold || !exchange.isFailed()) {
                deliveries().acknowledge(task);
            } else {
                giveBack();
            }
        }

        @Override
        public int getOrder() {
            return LOWEST;
        }

        private void giveBack() {
            int attempts = task.delivery().attempts() + 1;
            if (options.getMaxDeliveries() > 0 && attempts >= options.getMaxDeliveries()) {
                LOG.warn(
                        "Task {} was emitted {} times and its route failed each time: it is set aside until it expires",
                        task.taskId(),
                        attempts);
                deliveries().setAside(task);
                return;
            }
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
            deliveries().giveBack(task, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause, true);
        }
    }
}
