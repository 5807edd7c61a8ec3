package io.github.camelclaid.examples.folderdrop;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the work from time to time: tells progress while there is some, and ends the program when it is told to. */
final class WorkWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkWatch.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Progress progress;
    private final Duration tellEvery;
    private final Duration exitWhenIdle;
    private final Runnable exit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "folder-drop-watch");
        thread.setDaemon(true);
        return thread;
    });
    private long idleSince = System.nanoTime();
    private long toldAt = System.nanoTime();
    private boolean wasBusy;

    /** @param exitWhenIdle zero goes on for ever */
    WorkWatch(Progress progress, Duration tellEvery, Duration exitWhenIdle, Runnable exit) {
        this.progress = progress;
        this.tellEvery = tellEvery;
        this.exitWhenIdle = exitWhenIdle;
        this.exit = exit;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::lookSafely, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void lookSafely() {
        try {
            look(System.nanoTime());
        } catch (RuntimeException e) {
            LOG.warn("Progress cannot be told", e);
        }
    }

    private void look(long now) {
        boolean isBusy = !progress.isIdle();
        if (isBusy && !wasBusy) {
            toldAt = now;
        }
        boolean isDue = isBusy && now - toldAt >= tellEvery.toNanos();
        boolean isOver = wasBusy && !isBusy;
        if (isDue || isOver) {
            progress.tell();
            toldAt = now;
        }
        if (isBusy) {
            idleSince = now;
        } else if (!exitWhenIdle.isZero() && now - idleSince >= exitWhenIdle.toNanos()) {
            timer.shutdown();
            exit.run();
        }
        wasBusy = isBusy;
    }
}
