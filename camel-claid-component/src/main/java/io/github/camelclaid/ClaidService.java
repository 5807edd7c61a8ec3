package io.github.camelclaid;

import io.github.camelclaid.client.ClaidClient;
import io.github.camelclaid.client.ClaidConnection;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.task.Engine;
import io.github.camelclaid.task.LearnedSchedule;
import io.github.camelclaid.task.Tallies;
import io.github.camelclaid.task.TaskTracker;
import io.github.camelclaid.transfer.DownloadGuard;
import io.github.camelclaid.transfer.ResultDownload;
import io.github.camelclaid.transfer.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that serves the endpoints of one account: threads, connections, quota, ledger. */
final class ClaidService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClaidService.class);
    private static final Duration PROGRESS = Duration.ofMinutes(1);

    /** @param queue how many tasks may wait for a thread; what finds no place there runs on the caller's thread */
    private record Threads(int least, int most, int queue) {}

    /** The store and files; more would only wait for the same locks. */
    private static final Threads WORKERS = new Threads(4, 4, Integer.MAX_VALUE);
    /**
     * Routes may block, even to wait for another exchange that goes on here: nobody queues, so that nobody waits for
     * whoever is in front. Waiting for Claid takes no thread; only what is being routed does.
     */
    private static final Threads ROUTING = new Threads(1, 500, 0);

    private final ClaidAccount account;
    private final CamelContext camel;
    private final Duration answerTimeout;
    private final ScheduledExecutorService timer;
    private final boolean ownTimer;
    private final ExecutorService workers;
    private final ExecutorService routing;
    private final RequestPacer pacer;
    private final ClaidClient client;
    private final ResultDownload downloads;
    private final PictureFetch pictures;
    private final TaskTracker tracker;
    private final Parking parking;
    private final Spool spool;
    private final ClaidHealthCheck health;
    private final Runnable removalOfMeters;
    private final ScheduledFuture<?> progress;
    private final AtomicBoolean saidThatUploadsAreCharged = new AtomicBoolean();

    ClaidService(ClaidAccount account, ClaidComponent component, Tallies tallies) {
        this.account = account;
        this.camel = component.getCamelContext();
        this.answerTimeout = Duration.ofMillis(Math.max(component.getRequestTimeout(), component.getTransferTimeout()));
        this.ownTimer = component.timer() == null;
        this.timer = ownTimer ? timer(component) : component.timer();
        this.workers = pool(component, "ClaidWorker", WORKERS);
        this.routing = pool(component, "ClaidRouting", ROUTING);
        this.pacer = component.pacer(timer);
        ClaidConnection connection = new ClaidConnection(account.baseUrl(), account.apiKey())
                .withRequestTimeout(Duration.ofMillis(component.getRequestTimeout()))
                .withUploadTimeout(Duration.ofMillis(component.getTransferTimeout()))
                .withSslContext(sslContext(component));
        this.client = new ClaidClient(connection, timer);
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "camel-claid-" + UUID.randomUUID());
        this.spool = new Spool(directory, component.getMaxDownloadSize());
        this.downloads = new ResultDownload(
                new DownloadGuard(
                        account.baseUrl(), component.getMaxDownloadSize(), component.isAllowPrivateDownloads()),
                directory,
                Duration.ofMillis(component.getTransferTimeout()),
                timer);
        this.pictures = new PictureFetch(downloads, timer, workers);
        this.tracker = new TaskTracker(
                component.getTaskStore(),
                client,
                component.versions(),
                component.pollSchedule().orElseGet(() -> new LearnedSchedule(component.getTaskStore(), account.name())),
                new Engine(pacer, component.clock(), timer, workers, tallies),
                component.terms(account));
        this.parking = new Parking(routing, timer, component.stopGrace());
        this.health = new ClaidHealthCheck(account, tracker);
        HealthCheckRegistry registry = HealthCheckRegistry.get(camel);
        if (registry != null) {
            registry.register(health);
        }
        this.removalOfMeters = publishMeters();
        long interval = PROGRESS.toMillis();
        this.progress = timer.scheduleWithFixedDelay(
                () -> workers.execute(this::sayProgress), interval, interval, TimeUnit.MILLISECONDS);
    }

    private Runnable publishMeters() {
        try {
            return ClaidMeters.publish(camel.getRegistry(), account.name(), tracker, pacer);
        } catch (NoClassDefFoundError e) {
            LOG.debug("Micrometer is not on the class path: no meters", e);
            return () -> {};
        }
    }

    /** While pictures wait for their turn, once a minute. */
    private void sayProgress() {
        try {
            int waiting = waiting();
            if (waiting > 0) {
                LOG.info(
                        "Claid: account {}: {} pictures wait to be sent, requests used {}, at least {} to go",
                        account,
                        waiting,
                        pacer.use(),
                        tracker.timeToDrain().truncatedTo(ChronoUnit.SECONDS));
            }
        } catch (RuntimeException e) {
            LOG.debug("The progress of account {} cannot be told", account, e);
        }
    }

    /** Pictures whose upload or submit waits for its turn. */
    int waiting() {
        return tracker.queued(Purpose.UPLOAD) + tracker.queued(Purpose.SUBMIT);
    }

    RequestPacer pacer() {
        return pacer;
    }

    ClaidAccount account() {
        return account;
    }

    TaskTracker tracker() {
        return tracker;
    }

    PictureFetch pictures() {
        return pictures;
    }

    Parking parking() {
        return parking;
    }

    Spool spool() {
        return spool;
    }

    /** Where exchanges are routed; never where answers arrive. */
    ExecutorService routing() {
        return routing;
    }

    void sayThatUploadsAreCharged() {
        if (saidThatUploadsAreCharged.compareAndSet(false, true)) {
            LOG.info(
                    "Claid: pictures that come as bytes are uploaded before they are edited, a second call each that is"
                            + " presumably charged; URLs are not (staging=none refuses bytes)");
        }
    }

    @Override
    public void close() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camel);
        if (registry != null) {
            registry.unregister(health);
        }
        progress.cancel(false);
        // first, so that exchanges hear of the stop and not of what it does to their requests
        parking.releaseAll();
        tracker.close();
        pacer.close();
        awaitAnswers();
        client.close();
        tracker.leave();
        downloads.close();
        ExecutorServiceManager executors = camel.getExecutorServiceManager();
        if (ownTimer) {
            executors.shutdownNow(timer);
        }
        executors.shutdown(routing);
        executors.shutdown(workers);
        removalOfMeters.run();
    }

    /**
     * A submit whose answer is not awaited is a task that nobody can collect: it becomes one of unknown fate. So it gets
     * the time that it may take, as far as Camel's shutdown has it.
     */
    private void awaitAnswers() {
        ShutdownStrategy shutdown = camel.getShutdownStrategy();
        Duration most =
                Duration.of(shutdown.getTimeout(), shutdown.getTimeUnit().toChronoUnit());
        Duration patience = answerTimeout.compareTo(most) < 0 ? answerTimeout : most;
        try {
            tracker.idle().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Claid: charged calls of account {} are still unanswered after {}", account, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.debug("A charged call ended while the component stopped", e);
        }
    }

    /** Camel's scheduled pools refuse more than 1,000 tasks; here each exchange that waits has one, for its time-out. */
    private ScheduledExecutorService timer(Object source) {
        ThreadPoolProfile profile = new ThreadPoolProfile("ClaidTimer");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(0);
        return camel.getExecutorServiceManager().newScheduledThreadPool(source, "ClaidTimer", profile);
    }

    /** With Camel's -1 for its size a queue takes nothing, and who hands work over has to do it himself. */
    private ExecutorService pool(ClaidComponent source, String name, Threads threads) {
        ThreadPoolProfile profile = new ThreadPoolProfile(name);
        profile.setPoolSize(threads.least());
        profile.setMaxPoolSize(threads.most());
        profile.setMaxQueueSize(threads.queue());
        profile.setAllowCoreThreadTimeOut(true);
        profile.setKeepAliveTime(30L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        return camel.getExecutorServiceManager().newThreadPool(source, name, profile);
    }

    private SSLContext sslContext(ClaidComponent component) {
        SSLContextParameters parameters = component.sslParameters();
        try {
            return parameters == null ? null : parameters.createSSLContext(camel);
        } catch (GeneralSecurityException | IOException e) {
            throw new RuntimeCamelException("sslContextParameters cannot be used", e);
        }
    }
}
