package io.github.camelclaid.examples.s3;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Timing;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.aws2.s3.client.AWS2S3ClientFactory;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Pictures of one S3 bucket come out edited in another. */
public final class S3ToS3 {

    private static final Logger LOG = LoggerFactory.getLogger(S3ToS3.class);

    /** Of a listing. */
    private static final int MOST_LINES = 20;

    private static final String USAGE = """
            java -jar s3-to-s3.jar [options]
              --way=WAY              presigned, zero-copy or upload
              --exit-when-idle[=5s]  end when there has been nothing to do for that long
              --home=FOLDER          where application.properties and the *.camel.yaml files are
              --NAME=VALUE           instead of what application.properties says, as in --s3.source=my-bucket
              --help
            Ends with 0, with 1 if an object of the source failed, with 2 if it cannot start.""";

    private final Home home;
    private final Main main = new Main();
    private Settings settings;
    private LocalS3 localS3;
    private ClaidSimulator simulator;
    private Buckets buckets;
    private WorkWatch watch;

    S3ToS3(Home home, Map<String, String> overrides) throws IOException {
        this.home = home;
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(home.settings())) {
            properties.load(in);
        }
        main.setInitialProperties(properties);
        // at least one before the start: Camel does not look at any that are added later otherwise
        main.addOverrideProperty("s3.home", home.folder().toString());
        overrides.forEach(main::addOverrideProperty);
        main.addMainListener(new Setup());
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** @return the exit code */
    static int run(String... args) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String arg : args) {
            String option = arg.startsWith("--") ? arg.substring(2) : "help";
            int equals = option.indexOf('=');
            options.put(
                    equals < 0 ? option : option.substring(0, equals), equals < 0 ? "" : option.substring(equals + 1));
        }
        if (options.containsKey("help")) {
            System.out.println(USAGE);
            return 0;
        }
        String way = options.remove("way");
        if (way != null) {
            options.put("s3.way", way);
        }
        String idle = options.remove("exit-when-idle");
        if (idle != null) {
            options.put("s3.exit-when-idle", idle.isEmpty() ? "5s" : idle);
        }
        String folder = options.remove("home");
        for (String name : options.keySet()) {
            if (!name.contains(".")) {
                System.err.println("--" + name + " is no option." + System.lineSeparator() + USAGE);
                return 2;
            }
        }
        try {
            Home home = folder == null ? Home.find() : new Home(Path.of(folder).toAbsolutePath());
            return new S3ToS3(home, options).run();
        } catch (Exception e) {
            LOG.error("The S3 example cannot start: {}", rootMessage(e));
            LOG.debug("The S3 example cannot start", e);
            return 2;
        }
    }

    /** Returns when it is told to stop. */
    int run() throws Exception {
        try {
            main.run();
            return tellTheEnd();
        } finally {
            close();
        }
    }

    /** For tests that bring parts of their own. */
    void bind(String name, Object part) {
        main.bind(name, part);
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    void stop() {
        main.completed();
    }

    private int tellTheEnd() {
        tell(settings.source(), "after");
        tell(settings.target(), "after");
        if (simulator != null) {
            LOG.info(
                    "Claid would have charged {} edits and {} uploads",
                    simulator.ledger().submits(),
                    simulator.ledger().uploads());
            LOG.info("Look at the pictures in {}", home.buckets().resolve(settings.target()));
        }
        return watch.failedForGood() == 0 ? 0 : 1;
    }

    private void tell(String bucket, String when) {
        List<S3Object> objects = buckets.objects(bucket);
        LOG.info("{} {}: {}", bucket, when, objects.isEmpty() ? "empty" : objects.size() + " objects");
        objects.stream()
                .limit(MOST_LINES)
                .map(object -> buckets.line(bucket, object))
                .forEach(LOG::info);
        if (objects.size() > MOST_LINES) {
            LOG.info("  ... and {} more", objects.size() - MOST_LINES);
        }
    }

    private void close() throws IOException {
        if (watch != null) {
            watch.close();
        }
        if (simulator != null) {
            simulator.close();
        }
        if (buckets != null) {
            buckets.close();
        }
        if (localS3 != null) {
            localS3.close();
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** What has to be known before the routes start, and what starts after them. */
    private final class Setup extends MainListenerSupport {

        @Override
        public void beforeInitialize(BaseMainSupport support) {
            PropertiesComponent properties = support.getCamelContext().getPropertiesComponent();
            settings = Settings.read(name -> properties.resolveProperty(name).orElse(""));
            main.addOverrideProperty("s3.source", settings.source());
            main.addOverrideProperty("s3.target", settings.target());
            main.addOverrideProperty("s3.source-storage", settings.sourceStorage());
            main.addOverrideProperty("s3.target-storage", settings.targetStorage());
            if (settings.isLocal()) {
                try {
                    startServers();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                // its tasks end with the simulator
                main.bind("ledger", new TrialLedger());
            } else if (!settings.ledger().isEmpty()) {
                main.addOverrideProperty(
                        "camel.component.claid.task-folder",
                        home.folder().resolve(settings.ledger()).normalize().toString());
            }
        }

        private void startServers() throws Exception {
            localS3 = LocalS3.start(home.buckets());
            main.addOverrideProperty("camel.component.aws2-s3.override-endpoint", "true");
            main.addOverrideProperty(
                    "camel.component.aws2-s3.uri-endpoint-override",
                    localS3.endpoint().toString());
            main.addOverrideProperty("camel.component.aws2-s3.force-path-style", "true");
            main.addOverrideProperty("camel.component.aws2-s3.use-default-credentials-provider", "false");
            main.addOverrideProperty("camel.component.aws2-s3.access-key", LocalS3.ACCESS_KEY);
            main.addOverrideProperty("camel.component.aws2-s3.secret-key", LocalS3.SECRET_KEY);
            simulator = ClaidSimulator.builder()
                    .storage(settings.source(), localS3.connector(settings.source()))
                    .storage(settings.target(), localS3.connector(settings.target()))
                    .duration(Timing.uniform(Duration.ofSeconds(1), Duration.ofSeconds(4)))
                    .start();
            main.addOverrideProperty("camel.component.claid.api-key", simulator.apiKey());
            main.addOverrideProperty("camel.component.claid.base-url", simulator.baseUrl());
            LOG.info(
                    "No s3.source: an S3 server ({}) and a simulator of Claid ({}) on this machine, nothing is sent or paid",
                    localS3.endpoint(),
                    simulator.baseUrl());
        }

        @Override
        public void afterConfigure(BaseMainSupport support) {
            CamelContext camel = support.getCamelContext();
            try {
                AWS2S3Component s3 = camel.getComponent("aws2-s3", AWS2S3Component.class);
                buckets = new Buckets(
                        AWS2S3ClientFactory.getS3Client(s3.getConfiguration()), settings.source(), settings.target());
                if (settings.isLocal()) {
                    buckets.create();
                    buckets.addSamples();
                }
                buckets.check();
                tell(settings.source(), "before");
                watch = new WorkWatch(camel, buckets);
                camel.getManagementStrategy().addEventNotifier(watch);
                addRoutes(camel);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void addRoutes(CamelContext camel) throws Exception {
            if (settings.isJava()) {
                for (RouteBuilder routes : settings.way().java()) {
                    camel.addRoutes(routes);
                }
                return;
            }
            for (String file : settings.way().yaml()) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(ResourceHelper.fromBytes(file, Files.readAllBytes(home.route(file))));
            }
        }

        @Override
        public void afterStart(BaseMainSupport support) {
            LOG.info("From {} to {}, {}", settings.source(), settings.target(), settings.way());
            if (!settings.exitWhenIdle().isZero()) {
                watch.endAfter(settings.exitWhenIdle(), S3ToS3.this::stop);
            }
        }
    }
}
