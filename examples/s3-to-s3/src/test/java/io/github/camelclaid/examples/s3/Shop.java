package io.github.camelclaid.examples.s3;

import io.github.camelclaid.QuickClaid;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.gaul.s3proxy.S3Proxy;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Two buckets, a simulator, and the program with the routes and the settings that users get. */
final class Shop implements AutoCloseable {

    static final String SOURCE = "shop-source";
    static final String TARGET = "shop-target";

    final S3Requests requests;
    final S3Client s3;
    final ClaidSimulator simulator;
    /** The simulator's. */
    final Time time = new Time();

    private final Path home;
    private final LocalS3 server;
    private final Map<String, String> settings = new HashMap<>();
    private S3ToS3 program;
    private CompletableFuture<Integer> exit;

    Shop(Path folder, Way way) throws Exception {
        home = folder.resolve("home");
        Files.createDirectories(home);
        Files.copy(Path.of("application.properties"), home.resolve("application.properties"));
        for (String file : way.yaml()) {
            // results that take no time to make
            Files.writeString(
                    home.resolve(file), Files.readString(Path.of(file)).replace("1200", "60"));
        }
        Path buckets = folder.resolve("buckets");
        S3Proxy proxy = LocalS3.server(buckets);
        requests = S3Requests.of(proxy);
        server = LocalS3.start(proxy);
        s3 = S3Client.builder()
                .endpointOverride(server.endpoint())
                .forcePathStyle(true)
                .region(Region.of(LocalS3.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)))
                .build();
        s3.createBucket(bucket -> bucket.bucket(SOURCE));
        s3.createBucket(bucket -> bucket.bucket(TARGET));
        simulator = ClaidSimulator.builder()
                .noQuota()
                .clock(time)
                .duration(Timing.fixed(Duration.ofMillis(100)))
                .storage("in", server.connector(SOURCE))
                .storage("out", server.connector(TARGET))
                .storage("elsewhere", Files.createDirectories(folder.resolve("elsewhere")))
                .start();
        with("s3.way", way.toString());
        with("s3.source", SOURCE);
        with("s3.target", TARGET);
        with("s3.source-storage", "in");
        with("s3.target-storage", "out");
        with("s3.poll-every", "50");
        with("camel.component.aws2-s3.override-endpoint", "true");
        with("camel.component.aws2-s3.uri-endpoint-override", server.endpoint().toString());
        with("camel.component.aws2-s3.force-path-style", "true");
        with("camel.component.aws2-s3.use-default-credentials-provider", "false");
        with("camel.component.aws2-s3.region", LocalS3.REGION);
        with("camel.component.aws2-s3.access-key", LocalS3.ACCESS_KEY);
        with("camel.component.aws2-s3.secret-key", LocalS3.SECRET_KEY);
        with("camel.component.claid.api-key", simulator.apiKey());
        with("camel.component.claid.base-url", simulator.baseUrl());
        with("camel.component.claid.rate-limit", "unlimited");
        // the network is as slow as ever
        with("camel.component.claid.request-timeout", "600000");
        with("camel.component.claid.transfer-timeout", "6000000");
    }

    Shop with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    Shop put(String key, byte[] content, String type) {
        s3.putObject(put -> put.bucket(SOURCE).key(key).contentType(type), RequestBody.fromBytes(content));
        return this;
    }

    Shop start() throws IOException {
        requests.forget();
        program = new S3ToS3(new Home(home), settings);
        program.bind("claid", QuickClaid.component(20));
        S3ToS3 started = program;
        exit = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return started.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "shop").start());
        return this;
    }

    /** Runs until there is nothing left to do. */
    int runToTheEnd() throws Exception {
        return with("s3.exit-when-idle", "300ms").start().exitCode();
    }

    /** As the command line does. */
    int command() {
        return S3ToS3.run(arguments().toArray(String[]::new));
    }

    /** For the command line. */
    List<String> arguments() {
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    /** Waits until it ends by itself. */
    int exitCode() throws Exception {
        return exit.get(60, TimeUnit.SECONDS);
    }

    int stop() throws Exception {
        program.stop();
        return exitCode();
    }

    CamelContext camel() {
        return program.camel();
    }

    List<String> keys(String bucket) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    HeadObjectResponse head(String bucket, String key) {
        return s3.headObject(head -> head.bucket(bucket).key(key));
    }

    @Override
    public void close() throws Exception {
        if (exit != null && !exit.isDone()) {
            stop();
        }
        simulator.close();
        s3.close();
        server.close();
    }

    /** Goes on as ever, and skips what a test has no time for. */
    static final class Time extends Clock {

        private volatile Duration skipped = Duration.ZERO;

        void skip(Duration more) {
            skipped = skipped.plus(more);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(skipped);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
