package io.github.camelclaid.simulator;

import io.github.camelclaid.simulator.quota.Window;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.storage.S3Bucket;
import io.github.camelclaid.simulator.storage.Storages;
import io.github.camelclaid.simulator.webhook.Webhook;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
    boolean pollsCount = true;
    Timing duration = Timing.fixed(Duration.ofMillis(500));
    long seed = 42;
    Clock clock = Clock.systemUTC();
    Duration resultLifetime = Duration.ofHours(24);
    long maxInputBytes = 100L * 1024 * 1024;
    long maxStoredBytes = 4L * 1024 * 1024 * 1024;
    long maxPixels = 100_000_000;
    int editThreads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    Webhook webhook;
    final Map<String, Storages.Settings> storages = new HashMap<>();
    final Set<String> allowedHosts = new HashSet<>();

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

    /** The quota's windows; default {@code 120/60s,4/1s}. Units are ms, s and m. */
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
        pollsCount = count;
        return this;
    }

    /** How long tasks take; default always 500 ms. */
    public ClaidSimulatorBuilder duration(Timing durations) {
        duration = Objects.requireNonNull(durations, "durations");
        return this;
    }

    /** Of everything that is drawn at random; default 42. */
    public ClaidSimulatorBuilder seed(long number) {
        seed = number;
        return this;
    }

    /** Drives the quota, the durations and the expiry of results; default the system's clock. */
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
