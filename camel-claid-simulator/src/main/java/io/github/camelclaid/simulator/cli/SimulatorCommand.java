package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The command line: starts a simulator and serves until the process is ended. */
public final class SimulatorCommand {

    static final String HELP = """
            A server that answers like Claid's asynchronous image-edit API, for demos and tests.

            Usage: java -jar claid-simulator-cli.jar [options]

              --port <n>               port to listen on (default 8787; 0 for any free one)
              --host <address>         address to listen on (default 127.0.0.1)
              --key <key>              the API key that is accepted (default test-key)
              --storage <name=folder>  storage://name/... is that folder; may be repeated
              --storage <name=s3://bucket/path>
                                       storage://name/... is that bucket, from that path; the keys are those that
                                       the AWS SDK finds, for instance AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
              --s3-endpoint <url>      of buckets at a server other than AWS's
              --s3-region <name>       of buckets (default AWS_REGION; with --s3-endpoint us-east-1)
              --quota <windows>        for instance 120/60s,4/1s (the default), or none
              --free-polls             status requests do not count for the quota
              --duration <time>        how long tasks take: 2s (default), 1s..5s for anything between,
                                       ~2s for mostly about 2 s and now and then much more
              --webhook <url>          told what has become of tasks
              --webhook-secret <text>  signs what is told, in the header X-Claid-Hmac-SHA256
              --webhook-encoding <name>
                                       of signatures: hex (default), upper-case-hex, prefixed-hex, base64, base64url
              --allow-host <name>      inputs may be fetched from that host too, and webhooks sent there; may be repeated
              --max-stored-bytes <n>   of results on disk (default 4 GiB)
              --versions <list>        served versions (default v1-beta1,v1)
              --public-url <url>       what links to results start with (default: the own address)
              --seed <n>               of everything drawn at random (default 42)
              --help                   this text

            The page at / shows the tasks and the ledger; as JSON it is at /_simulator/ledger.
            """;

    private static final int DEFAULT_PORT = 8787;
    private static final long FIRST_SIMULATOR =
            Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final List<String> DEFAULTS = List.of("--duration", "2s");

    /** Their start messages would hide the one line that matters. Held here, since levels are lost with their loggers. */
    private static final List<Logger> CHATTY = List.of(
            Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"), Logger.getLogger("org.jboss.threads"));

    private SimulatorCommand() {}

    public static void main(String[] args) throws InterruptedException {
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
        Optional<ClaidSimulator> simulator = start(List.of(args), System.out, System.err);
        if (simulator.isEmpty()) {
            System.exit(List.of(args).contains("--help") ? 0 : 2);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(simulator.get()::close));
        Thread.currentThread().join();
    }

    /** The running simulator; empty if the arguments asked for help or were wrong, which has been said by then. */
    static Optional<ClaidSimulator> start(List<String> args, PrintStream out, PrintStream err) {
        if (args.contains("--help") || args.contains("-h")) {
            out.print(HELP);
            return Optional.empty();
        }
        try {
            ClaidSimulatorBuilder settings =
                    ClaidSimulator.builder().port(DEFAULT_PORT).earlierTasks(soFar());
            Arguments.apply(DEFAULTS, settings);
            Arguments.apply(args, settings);
            ClaidSimulator simulator = settings.start();
            greet(simulator, out);
            return Optional.of(simulator);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("Try --help.");
        } catch (IllegalStateException e) {
            err.println("The simulator cannot start: " + e.getMessage());
        } catch (RuntimeException e) {
            err.println("The simulator cannot start: " + (e.getCause() == null ? e : e.getCause()).getMessage());
        }
        return Optional.empty();
    }

    /** More than the last one can have accepted, ten a second: a client may remember the ids of a simulator before this one. */
    private static long soFar() {
        return 10 * (Instant.now().getEpochSecond() - FIRST_SIMULATOR);
    }

    private static void greet(ClaidSimulator simulator, PrintStream out) {
        String url = simulator.baseUrl();
        out.println("Claid simulator at " + url + "  (open it in a browser to see what it does)");
        out.println("Try: curl -H 'Authorization: Bearer " + simulator.apiKey() + "' -F 'file=@picture.jpg'"
                + " -F 'data={\"operations\":{\"resizing\":{\"width\":\"50%\"}}};type=application/json' " + url
                + "/v1/image/edit/upload");
    }
}
