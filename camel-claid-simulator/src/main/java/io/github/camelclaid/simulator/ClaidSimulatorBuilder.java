package io.github.camelclaid.simulator;

import io.github.camelclaid.simulator.quota.Window;
import io.github.camelclaid.simulator.script.Conduct;
import io.github.camelclaid.simulator.script.Profile;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.storage.S3Bucket;
import io.github.camelclaid.simulator.storage.Storages;
import io.github.camelclaid.simulator.time.Speed;
import io.github.camelclaid.simulator.webhook.Webhook;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Describes a simulator. Everything has a default. Not thread-safe. */
public final class ClaidSimulatorBuilder {

    String apiKey = "test-key";
    String host = "127.0.0.1";
    int port;
    String publicUrl;
    List<String> prefixes = List.of("v1-beta1", "v1");
    List<Window> quota = Window.parseAll("120/60s,4/1s");
    final Conduct conduct = Conduct.of(Timing.fixed(Duration.ofMillis(500)));
    Profile profile = Profile.PERFECT;
    final List<String> rules = new ArrayList<>();
    Speed speed = Speed.USUAL;
    long seed = 42;
    long earlierTasks;
    Clock clock = Clock.systemUTC();
    Duration resultLifetime = Duration.ofHours(24);
    long maxInputBytes = 100L * 1024 * 1024;
    long maxStoredBytes = 4L * 1024 * 1024 * 1024;
    long maxPixels = 100_000_000;
    int editThreads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    Webhook webhook;
    URI s3Endpoint;
    String s3Region;
    final Map<String, Storages.Settings> storages = new HashMap<>();
    final Set<String> allowedHosts = new HashSet<>();
    final Map<String, Path> standIns = new HashMap<>();

    ClaidSimulatorBuilder() {}

    /** The only key that is accepted. Default {@code test-key}. */
    public ClaidSimulatorBuilder apiKey(String key) {
        apiKey = Objects.requireNonNull(key, "key");
        return this;
    }

    /** Where to listen; default {@code 127.0.0.1}. Anything else lets others in. */
    public ClaidSimulatorBuilder host(String name) {
        host = Objects.requireNonNull(name, "name");
        return this;
    }

    /** Default 0: any free port. */
    public ClaidSimulatorBuilder port(int number) {
        port = number;
        return this;
    }

    /** What {@code result_url} and {@code tmp_url} start with, behind a proxy for instance; default the own address. */
    public ClaidSimulatorBuilder publicUrl(String url) {
        publicUrl = url;
        return this;
    }

    /** The served versions of the API; default {@code v1-beta1} and {@code v1}. */
    public ClaidSimulatorBuilder prefixes(String... served) {
        prefixes = List.of(served);
        return this;
    }

    /** The quota's windows; default {@code 120/60s,4/1s}. Units are ms, s, m and h. */
    public ClaidSimulatorBuilder quota(String windows) {
        quota = Window.parseAll(windows);
        return this;
    }

    /** Any number of requests in any time, and no {@code RateLimit-*} headers. */
    public ClaidSimulatorBuilder noQuota() {
        quota = List.of();
        return this;
    }

    /** Whether polls take room in the quota; default true. */
    public ClaidSimulatorBuilder pollsCount(boolean count) {
        conduct.pollsCount(count);
        return this;
    }

    /** Whether requests that the quota refuses take room in it, too; default false. */
    public ClaidSimulatorBuilder refusalsCount(boolean count) {
        conduct.refusalsCount(count);
        return this;
    }

    /** Whether answers carry {@code RateLimit-*} headers; default true. */
    public ClaidSimulatorBuilder quotaHeaders(boolean shown) {
        conduct.quotaHeaders(shown);
        return this;
    }

    /** How long tasks take; default always 500 ms. */
    public ClaidSimulatorBuilder duration(Timing durations) {
        conduct.duration(durations);
        return this;
    }

    /** How long each request is on its way, in real time; default no time. */
    public ClaidSimulatorBuilder latency(Timing latencies) {
        conduct.latency(latencies);
        return this;
    }

    /** Duration, latency and rules of that profile; call others after it to change single ones. Default {@code PERFECT}. */
    public ClaidSimulatorBuilder profile(Profile circumstances) {
        profile = Objects.requireNonNull(circumstances, "circumstances");
        conduct.duration(profile.duration());
        conduct.latency(profile.latency());
        return this;
    }

    /**
     * A rule in words that outlasts {@link ClaidSimulator#reset}, for instance {@code "submit input=bad: status 503"}.
     *
     * @throws IllegalArgumentException when it starts, if the rule cannot be understood
     */
    public ClaidSimulatorBuilder rule(String sentence) {
        rules.add(Objects.requireNonNull(sentence, "sentence"));
        return this;
    }

    /**
     * How many times faster everything takes its course: durations, windows of the quota, the expiry of results, delays.
     * Default 1. Times of day stay true, and what answers say of the quota holds in real time. For tests that move the
     * time themselves there is {@link #clock}.
     */
    public ClaidSimulatorBuilder speed(double factor) {
        speed = new Speed(factor);
        return this;
    }

    /**
     * As if so many tasks had been accepted before: ids begin higher by that. Default 0, for ids that tests can count on. A
     * client that outlives the simulator must not meet an id again that it knows as another task's.
     */
    public ClaidSimulatorBuilder earlierTasks(long many) {
        earlierTasks = many;
        return this;
    }

    /** Of everything that is drawn at random; default 42. */
    public ClaidSimulatorBuilder seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Drives the quota, the durations and the expiry of results; default the system's clock. With a {@link
     * io.github.camelclaid.simulator.time.VirtualTime} nothing passes but what the test lets pass.
     */
    public ClaidSimulatorBuilder clock(Clock time) {
        clock = Objects.requireNonNull(time, "time");
        return this;
    }

    /** How long temporary URLs live; default 24 hours. */
    public ClaidSimulatorBuilder resultLifetime(Duration lifetime) {
        resultLifetime = Objects.requireNonNull(lifetime, "lifetime");
        return this;
    }

    /** {@code storage://name/...} reads and writes below that folder. */
    public ClaidSimulatorBuilder storage(String name, Path folder) {
        storages.put(name, new Storages.Folder(folder));
        return this;
    }

    /**
     * {@code storage://name/...} reads from and writes to that bucket. Needs the AWS SDK, {@code
     * software.amazon.awssdk:s3}, on the class path; without it {@link #start} fails.
     */
    public ClaidSimulatorBuilder storage(String name, S3Bucket bucket) {
        storages.put(name, bucket);
        return this;
    }

    /**
     * The S3 server that has the buckets of storages made over the API. Without it and without {@link #s3Region} such
     * storages can be made, but nothing can be read from or written to them.
     */
    public ClaidSimulatorBuilder s3Endpoint(URI server) {
        s3Endpoint = Objects.requireNonNull(server, "server");
        return this;
    }

    /** The region of those buckets: without {@link #s3Endpoint} of AWS, with it by default {@code us-east-1}. */
    public ClaidSimulatorBuilder s3Region(String awsRegion) {
        s3Region = Objects.requireNonNull(awsRegion, "awsRegion");
        return this;
    }

    /** Tells that address what has become of tasks; default nobody. Its host must be allowed, as those of inputs. */
    public ClaidSimulatorBuilder webhook(Webhook receiver) {
        webhook = Objects.requireNonNull(receiver, "receiver");
        return this;
    }

    /** Inputs may also be fetched from that host, and webhooks sent there; without it only on the loopback interface. */
    public ClaidSimulatorBuilder allowHost(String name) {
        allowedHosts.add(name);
        return this;
    }

    /**
     * Inputs at {@code http(s)://host/path} are the files below that folder, and the host is not asked: so that a route
     * whose pictures lie on the web can be tried offline. Ports and queries are ignored. What is not in the folder makes
     * the task fail.
     *
     * @param host in any case, for instance {@code cdn.shop.example}
     */
    public ClaidSimulatorBuilder standIn(String host, Path folder) {
        standIns.put(Objects.requireNonNull(host, "host"), Objects.requireNonNull(folder, "folder"));
        return this;
    }

    /** The largest input and upload, in bytes; default 100 MiB. */
    public ClaidSimulatorBuilder maxInputBytes(long bytes) {
        maxInputBytes = bytes;
        return this;
    }

    /**
     * The most that results at temporary URLs may take on disk, in bytes; default 4 GiB. An edit whose result would be
     * too much fails. Those that expire make room.
     */
    public ClaidSimulatorBuilder maxStoredBytes(long bytes) {
        maxStoredBytes = bytes;
        return this;
    }

    /** The largest picture that is read or made, in pixels; default 100 million. */
    public ClaidSimulatorBuilder maxPixels(long pixels) {
        maxPixels = pixels;
        return this;
    }

    /** How many edits are made at the same time; default one per processor, at most 4. */
    public ClaidSimulatorBuilder editThreads(int threads) {
        editThreads = threads;
        return this;
    }

    /**
     * Starts to listen.
     *
     * @throws IllegalArgumentException if the host of the webhook is neither on the loopback interface nor allowed
     */
    public ClaidSimulator start() {
        return new ClaidSimulator(this);
    }
}
