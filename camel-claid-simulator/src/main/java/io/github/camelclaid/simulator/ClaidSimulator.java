package io.github.camelclaid.simulator;

import io.github.camelclaid.simulator.edit.Editor;
import io.github.camelclaid.simulator.edit.ResultFiles;
import io.github.camelclaid.simulator.edit.Sources;
import io.github.camelclaid.simulator.http.ClaidServer;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.net.ReachableHosts;
import io.github.camelclaid.simulator.quota.QuotaWindows;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Rule;
import io.github.camelclaid.simulator.script.Script;
import io.github.camelclaid.simulator.storage.Storages;
import io.github.camelclaid.simulator.task.Tasks;
import io.github.camelclaid.simulator.webhook.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers like Claid's asynchronous image-edit API, really edits pictures, keeps a ledger of what it was
 * asked and what it charged, and misbehaves on demand. Thread-safe. Listens on the loopback interface unless told
 * otherwise, and removes its files when it is closed.
 */
public final class ClaidSimulator implements AutoCloseable {

    private static final long SWEEP_MILLIS = 20;

    private final Script script = new Script();
    private final String apiKey;
    private final Ledger ledger;
    private final QuotaWindows quota;
    private final Webhooks webhooks;
    private final Storages storages;
    private final ResultFiles results;
    private final Tasks tasks;
    private final ClaidServer server;
    private final ExecutorService pool;
    private final ScheduledExecutorService sweeper;

    ClaidSimulator(ClaidSimulatorBuilder settings) {
        this.apiKey = settings.apiKey;
        this.ledger = new Ledger(settings.clock, settings.quota);
        this.quota = new QuotaWindows(settings.quota, settings.clock);
        ReachableHosts hosts = new ReachableHosts(settings.allowedHosts);
        this.webhooks = new Webhooks(settings.webhook, hosts, ledger, settings.clock);
        this.storages = Storages.open(settings.storages);
        this.results = results(settings);
        Sources sources = new Sources(results, storages, hosts, settings.maxInputBytes);
        Editor editor = new Editor(sources, storages, results, settings.maxPixels);
        this.pool = Executors.newFixedThreadPool(settings.editThreads, daemons("claid-simulator-edit-"));
        Tasks.Work work = new Tasks.Work(editor, pool);
        this.tasks = new Tasks(settings.clock, ledger, work, settings.duration, settings.seed);
        ClaidServer.Access access = new ClaidServer.Access(
                settings.apiKey, Set.copyOf(settings.prefixes), quota, settings.pollsCount, settings.maxInputBytes);
        this.server = listening(
                settings,
                new ClaidServer.Parts(access, script, ledger, settings.clock, tasks, work, results, webhooks));
        this.sweeper = Executors.newSingleThreadScheduledExecutor(daemons("claid-simulator-due-"));
        sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Starts to describe a simulator. */
    public static ClaidSimulatorBuilder builder() {
        return new ClaidSimulatorBuilder();
    }

    /** For instance {@code http://127.0.0.1:40123}, without a slash at the end. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /** The key that is accepted. */
    public String apiKey() {
        return apiKey;
    }

    /** What has been asked and charged so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** Starts a sentence such as {@code when(Call.SUBMIT).input("bad").times(1).then(Fault.status(503))}. */
    public Rule.Condition when(Call call) {
        return script.when(call);
    }

    /** From now on that task is unknown: its status answers 404. */
    public void forgetTask(long id) {
        tasks.forget(id);
    }

    /** Forgets the script, the ledger and what was used of the quota. Tasks and results stay. */
    public void reset() {
        script.clear();
        ledger.reset();
        quota.reset();
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        server.close();
        closeWork();
    }

    private void closeWork() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(5, TimeUnit.SECONDS);
            storages.close();
            results.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ClaidServer listening(ClaidSimulatorBuilder settings, ClaidServer.Parts parts) {
        try {
            return ClaidServer.start(new ClaidServer.Address(settings.host, settings.port, settings.publicUrl), parts);
        } catch (RuntimeException e) {
            closeWork();
            throw e;
        }
    }

    private void sweep() {
        tasks.endDue();
        webhooks.sendDue();
        results.sweep();
    }

    private static ResultFiles results(ClaidSimulatorBuilder settings) {
        try {
            return new ResultFiles(settings.clock, settings.resultLifetime, settings.maxStoredBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
