package io.github.camelclaid.examples.folderdrop;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pictures dropped into a folder come out edited in another. */
public final class FolderDrop {

    private static final Logger LOG = LoggerFactory.getLogger(FolderDrop.class);

    private static final String USAGE = """
            java -jar folder-drop.jar [options]
              --exit-when-idle[=5s]  end when there has been nothing to do for that long
              --home=FOLDER          where application.properties and folder-drop.camel.yaml are
              --NAME=VALUE           instead of what application.properties says, as in --drop.inbox=/pictures
              --help
            Ends with 0, with 1 if a picture failed, with 2 if it cannot start.

            Where nobody knows whether Claid took a picture, it is never sent again by itself: you choose. While the
            program does not run, with the options that you start it with:
            java -jar folder-drop.jar list
              Shows these pictures, each with a code. Costs nothing.
            java -jar folder-drop.jar adopt CODE ID
              It is in Claid's dashboard, under that ID: the result is fetched at the next start. Costs nothing.
            java -jar folder-drop.jar resubmit CODE
              It is not there: it is sent again at the next start. Is paid; twice, if Claid had taken it after all.
            java -jar folder-drop.jar drop CODE
              Forgets it: nothing is sent, what it has cost is lost. Dropped into the inbox again it is paid anew.
            Ends with 0, with 2 if nothing was done.""";

    private final Home home;
    private final Commands commands;
    private final Main main = new Main();
    private Folders folders;
    private Tally tally;
    private ClaidSimulator simulator;
    private WorkWatch watch;
    private InboxLock lock;

    /** @param commands for texts that name them */
    FolderDrop(Home home, Map<String, String> overrides, Commands commands) throws IOException {
        this.home = home;
        this.commands = commands;
        main.setInitialProperties(home.settings());
        // at least one before the start: Camel does not look at any that are added later otherwise
        main.addOverrideProperty("drop.home", home.folder().toString());
        overrides.forEach(main::addOverrideProperty);
        main.addMainListener(new Setup());
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** @return the exit code */
    static int run(String... args) {
        CommandLine line;
        try {
            line = CommandLine.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            return 2;
        }
        if (line.wantsHelp()) {
            System.out.println(USAGE);
            return 0;
        }
        return line.words().isEmpty() ? start(line) : choose(line);
    }

    private static int start(CommandLine line) {
        try {
            Home home = Home.of(line);
            return new FolderDrop(home, line.overrides(), Commands.of(home, line.home() != null)).run();
        } catch (Exception e) {
            LOG.error("The folder drop cannot start: {}", rootMessage(e));
            LOG.debug("The folder drop cannot start", e);
            return 2;
        }
    }

    private static int choose(CommandLine line) {
        try {
            Home home = Home.of(line);
            Settings settings = Settings.read(home, line.overrides());
            new Choices(settings, Commands.of(home, line.home() != null), System.out).run(line.words());
            return 0;
        } catch (Exception e) {
            System.err.println(rootMessage(e));
            LOG.debug("Nothing was done", e);
            return 2;
        }
    }

    /** Returns when it is told to stop. */
    int run() throws Exception {
        try {
            main.run();
        } finally {
            close();
        }
        LOG.info(
                "{} done, {} failed, {} left in {}; results are in {}",
                tally.done(),
                tally.failed(),
                folders.left(),
                folders.inbox(),
                folders.outbox());
        return tally.failed() == 0 ? 0 : 1;
    }

    /** For tests that bring parts of their own. */
    void bind(String name, Object part) {
        main.bind(name, part);
    }

    void stop() {
        main.completed();
    }

    private void close() throws IOException {
        if (watch != null) {
            watch.close();
        }
        if (simulator != null) {
            simulator.close();
        }
        if (lock != null) {
            lock.close();
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** What has to be known before the route starts, and what starts after it. */
    private final class Setup extends MainListenerSupport {

        private Settings settings;

        @Override
        public void beforeInitialize(BaseMainSupport support) {
            CamelContext camel = support.getCamelContext();
            PropertiesComponent properties = camel.getPropertiesComponent();
            settings = Settings.read(
                    home.folder(), name -> properties.resolveProperty(name).orElse(""));
            folders = settings.folders();
            override("drop.inbox", folders.inbox());
            override("drop.outbox", folders.outbox());
            override("drop.done", folders.done());
            override("drop.failed", folders.failed());
            if (!settings.hasApiKey()) {
                startSimulator();
                // its tasks end with it
                main.bind("ledger", new TrialLedger());
            } else if (settings.ledger() != null) {
                override("camel.component.claid.task-folder", settings.ledger());
                main.addOverrideProperty(Settings.ACCOUNT, settings.account());
            }
            tally = new Tally(folders, Clock.systemUTC());
            camel.getManagementStrategy().addEventNotifier(tally);
            camel.getRegistry().bind("names", new FreeNames(folders));
            camel.getRegistry()
                    .bind("reason", new FailureReason(folders.failed(), settings.isRemembered() ? commands : null));
        }

        private void startSimulator() {
            simulator = ClaidSimulator.builder()
                    .duration(Timing.uniform(Duration.ofSeconds(1), Duration.ofSeconds(4)))
                    .start();
            main.addOverrideProperty("camel.component.claid.api-key", simulator.apiKey());
            main.addOverrideProperty("camel.component.claid.base-url", simulator.baseUrl());
            LOG.info(
                    "No CLAID_API_KEY: pictures go to a simulator on this machine ({}), nothing is sent to Claid or paid",
                    simulator.baseUrl());
        }

        private void override(String name, Path folder) {
            main.addOverrideProperty(name, folder.toString().replace('\\', '/'));
        }

        @Override
        public void afterConfigure(BaseMainSupport support) {
            try {
                folders.create();
                lock = InboxLock.take(folders.inbox());
                if (settings.wantsSamples() && folders.areEmpty()) {
                    LOG.info(
                            "The folders are empty: {} sample pictures are put into the inbox",
                            Samples.copyTo(folders.inbox()));
                }
                PluginHelper.getRoutesLoader(support.getCamelContext())
                        .loadRoutes(ResourceHelper.fromBytes(Home.ROUTE, Files.readAllBytes(home.route())));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void afterStart(BaseMainSupport support) {
            Progress progress = new Progress(support.getCamelContext(), folders, tally);
            LOG.info("Drop pictures into {}", folders.inbox());
            LOG.info(
                    "Results come to {}, failures to {}, originals to {}",
                    folders.outbox(),
                    folders.failed().getFileName(),
                    folders.done().getFileName());
            watch = new WorkWatch(progress, settings.progressEvery(), settings.exitWhenIdle(), FolderDrop.this::stop);
            watch.start();
        }
    }
}
