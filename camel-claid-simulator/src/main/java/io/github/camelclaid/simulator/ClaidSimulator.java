package io.github.camelclaid.simulator;

import io.github.camelclaid.simulator.edit.Editor;
import io.github.camelclaid.simulator.edit.ResultFiles;
import io.github.camelclaid.simulator.edit.Sources;
import io.github.camelclaid.simulator.http.ClaidServer;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.net.ReachableHosts;
import io.github.camelclaid.simulator.quota.QuotaWindows;
import io.github.camelclaid.simulator.quota.Window;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Conduct;
import io.github.camelclaid.simulator.script.Profile;
import io.github.camelclaid.simulator.script.Rule;
import io.github.camelclaid.simulator.script.Script;
import io.github.camelclaid.simulator.storage.BucketHost;
import io.github.camelclaid.simulator.storage.Storages;
import io.github.camelclaid.simulator.storage.Web;
import io.github.camelclaid.simulator.task.Tasks;
import io.github.camelclaid.simulator.time.Speed;
import io.github.camelclaid.simulator.webhook.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A server that answers like Claid's asynchronous image-edit API, really edits pictures, keeps a ledger of what it was
 * asked and what it charged, and misbehaves on demand. Thread-safe. Listens on the loopback interface unless told
 * otherwise, and removes its files when it is closed.
 */
public final class ClaidSimulator implements AutoCloseable {

    private static final long SWEEP_MILLIS = 20;

    private final Script script;
    private final Conduct conduct;
    private final Start start;
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
        this.start = new Start(settings);
        this.script = new Script(settings.seed);
        script.stand(start.rules(settings.profile));
        this.conduct = settings.conduct.copy();
        this.apiKey = settings.apiKey;
        this.ledger = new Ledger(settings.clock, start.quota());
        this.quota = new QuotaWindows(start.quota(), settings.clock);
        ReachableHosts hosts = new ReachableHosts(settings.allowedHosts);
        this.webhooks =
                new Webhooks(settings.webhook, hosts, ledger, new Webhooks.Pace(settings.clock, settings.speed));
        Web web = new Web(hosts, settings.standIns);
        BucketHost buckets = new BucketHost(settings.s3Endpoint, settings.s3Region);
        this.storages = Storages.open(settings.storages, new Storages.Outside(settings.clock, buckets, web));
        this.results = results(settings);
        Sources sources = new Sources(results, storages, web, settings.maxInputBytes);
        Editor editor = new Editor(sources, storages, results, settings.maxPixels);
        this.pool = Executors.newFixedThreadPool(settings.editThreads, daemons("claid-simulator-edit-"));
        Tasks.Work work = new Tasks.Work(editor, pool);
        this.tasks = new Tasks(
                settings.clock,
                ledger,
                work,
                new Tasks.Pace(conduct, settings.speed, settings.seed, settings.earlierTasks));
        this.sweeper = Executors.newSingleThreadScheduledExecutor(daemons("claid-simulator-due-"));
        ClaidServer.Access access =
                new ClaidServer.Access(settings.apiKey, Set.copyOf(settings.prefixes), quota, settings.maxInputBytes);
        ClaidServer.Treatment treatment = new ClaidServer.Treatment(script, conduct, settings.speed, settings.seed);
        this.server = listening(
                settings,
                new ClaidServer.Parts(
                        access,
                        treatment,
                        new RemoteControl(this),
                        ledger,
                        settings.clock,
                        tasks,
                        work,
                        results,
                        storages,
                        webhooks));
        sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What a reset goes back to. */
    private record Start(Conduct conduct, List<Window> quota, List<String> rules, Profile profile, Speed speed) {

        Start(ClaidSimulatorBuilder settings) {
            this(
                    settings.conduct.copy(),
                    at(settings.speed, settings.quota),
                    List.copyOf(settings.rules),
                    settings.profile,
                    settings.speed);
        }

        /** The builder's own rules come before those of a profile. */
        List<String> rules(Profile circumstances) {
            return Stream.concat(rules.stream(), circumstances.rules().stream()).toList();
        }

        static List<Window> at(Speed speed, List<Window> windows) {
            return windows.stream().map(window -> window.at(speed)).toList();
        }
    }

    /** Starts to describe a simulator. */
    public static ClaidSimulatorBuilder builder() {
        return new ClaidSimulatorBuilder();
    }

    /** For instance {@code http://127.0.0.1:40123}, without a slash at the end. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /**
     * The address of a picture that the simulator brings along, as an input for first tries: a mug before a plain
     * backdrop, 1200 by 900 pixels.
     */
    public String sampleUrl() {
        return server.sampleUrl();
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

    /**
     * Adds a rule in words, such as {@code submit input=bad times=1: status 503}.
     *
     * @throws IllegalArgumentException if it cannot be understood; the message says what is allowed
     */
    public void rule(String sentence) {
        script.add(sentence);
    }

    /** Adds all of these rules in words, or none if one of them cannot be understood. */
    public void rules(List<String> sentences) {
        script.addAll(sentences);
    }

    /** The rules in force, in words. */
    public List<String> rules() {
        return script.sentences();
    }

    /** Forgets all rules but those that the simulator was started with, or its profile. */
    public void clearRules() {
        script.clear();
    }

    /** Durations, latency and the like, which may be changed at any time. */
    public Conduct conduct() {
        return conduct;
    }

    /** From now on durations, latency and rules of that profile, instead of the one before. */
    public void profile(Profile circumstances) {
        conduct.duration(circumstances.duration());
        conduct.latency(circumstances.latency());
        script.stand(start.rules(circumstances));
    }

    /** From now on these windows, for instance {@code 60/60s} or {@code none}; past requests count in them as well. */
    public void quota(String windows) {
        quota(Window.parseAll(windows));
    }

    /** From now on that task is unknown: its status answers 404. */
    public void forgetTask(long id) {
        tasks.forget(id);
    }

    /** From now on all tasks so far are unknown. Their results stay. */
    public void forgetTasks() {
        tasks.forgetAll();
    }

    /** All temporary URLs so far are over. */
    public void expireResults() {
        results.expire();
    }

    /** Cuts all connections; nobody can connect until {@link #comeBack}. Tasks go on. */
    public void goDown() {
        server.close();
    }

    /** Listens again, at the address it had before {@link #goDown}. */
    public void comeBack() {
        server.listen();
    }

    /**
     * Forgets the script, the ledger and what was used of the quota, and goes back to the settings and storages it was
     * started with. Tasks and results stay.
     */
    public void reset() {
        conduct.become(start.conduct());
        script.stand(start.rules(start.profile()));
        script.clear();
        ledger.reset();
        quota.change(start.quota());
        quota.reset();
        storages.reset();
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

    void quota(List<Window> windows) {
        List<Window> passing = Start.at(start.speed(), windows);
        quota.change(passing);
        ledger.watch(passing);
    }

    /** Runs something on another thread, after a real time. */
    void later(Duration time, Runnable then) {
        sweeper.schedule(then, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        tasks.endDue();
        webhooks.sendDue();
        results.sweep();
    }

    private static ResultFiles results(ClaidSimulatorBuilder settings) {
        try {
            return new ResultFiles(settings.clock, settings.speed.of(settings.resultLifetime), settings.maxStoredBytes);
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
