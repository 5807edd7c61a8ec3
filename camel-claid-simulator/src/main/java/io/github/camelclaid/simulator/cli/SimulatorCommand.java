package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import io.github.camelclaid.simulator.task.TaskFamily;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: starts a simulator and serves until the process is ended. */
@Command(
        name = "java -jar claid-simulator-cli.jar",
        versionProvider = Version.class,
        customSynopsis = "@|bold java -jar claid-simulator-cli.jar|@ [options]",
        description = "A server that answers like Claid's image-edit API, for demos and tests.%n",
        sortOptions = false,
        usageHelpWidth = 120)
public final class SimulatorCommand implements Callable<Integer> {

    /** Their start messages would hide the lines that matter. Held here, since levels are lost with their loggers. */
    private static final List<Logger> CHATTY = List.of(
            Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"), Logger.getLogger("org.jboss.threads"));

    private static final long FIRST_SIMULATOR =
            Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    @ArgGroup(validate = false, heading = "Where it listens:%n", order = 1)
    private final Listening listening = new Listening();

    @ArgGroup(validate = false, heading = "%nWhat it does:%n", order = 2)
    private final Behaviour behaviour = new Behaviour();

    @ArgGroup(validate = false, heading = "%nPictures:%n", order = 3)
    private final Places places = new Places();

    @ArgGroup(validate = false, heading = "%nLimits:%n", order = 4)
    private final Limits limits = new Limits();

    @ArgGroup(validate = false, heading = "%nWebhooks:%n", order = 5)
    private final Notification notification = new Notification();

    @ArgGroup(validate = false, heading = "%nHelp:%n", order = 9)
    private final Help help = new Help();

    @Spec
    private CommandSpec spec;

    /** More than the last one can have accepted, ten a second: a client may remember the ids of a simulator before this one. */
    private final long earlierTasks = 10 * (Instant.now().getEpochSecond() - FIRST_SIMULATOR);

    private ClaidSimulator simulator;

    private SimulatorCommand() {}

    /** What is printed instead of a start. */
    private static final class Help {

        @Option(names = "--help-rules", description = "What rules can say, and the rules of the profiles")
        private boolean rules;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "This text")
        private boolean usage;

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "The version")
        private boolean version;
    }

    /**
     * What has become of a command line.
     *
     * @param exitCode 0 if all is well, 1 if the simulator cannot start, 2 if the arguments are wrong
     * @param simulator the running one, if any
     */
    record Outcome(int exitCode, Optional<ClaidSimulator> simulator) {}

    public static void main(String[] args) throws InterruptedException {
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
        Outcome outcome = start(List.of(args), new PrintWriter(System.out, true), new PrintWriter(System.err, true));
        if (outcome.simulator().isEmpty()) {
            System.exit(outcome.exitCode());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(outcome.simulator().get()::close));
        Thread.currentThread().join();
    }

    static Outcome start(List<String> args, PrintWriter out, PrintWriter err) {
        SimulatorCommand command = new SimulatorCommand();
        int exitCode = new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((mistake, ignored) -> explain(mistake, err))
                .execute(args.toArray(String[]::new));
        return new Outcome(exitCode, Optional.ofNullable(command.simulator));
    }

    private static int explain(ParameterException mistake, PrintWriter err) {
        err.println(
                mistake instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : mistake.getMessage());
        err.println("Try --help.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Without what stands behind a misspelt option, which may be the key. */
    private static String unknown(UnmatchedArgumentException mistake) {
        String argument = mistake.getUnmatched().get(0).split("=", 2)[0];
        List<String> similar = mistake.getSuggestions();
        return "Unknown option: '" + argument + "'"
                + (similar.isEmpty() ? "" : ", did you mean " + String.join(" or ", similar) + "?");
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (help.rules) {
            out.print(RulesHelp.text());
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        try {
            simulator = settings().start();
        } catch (IllegalArgumentException e) {
            // what only shows once everything is put together
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (RuntimeException e) {
            spec.commandLine().getErr().println(reason(e));
            return CommandLine.ExitCode.SOFTWARE;
        }
        new Greeting(simulator, listening.version(), TaskFamily.EDIT.firstId() + earlierTasks).print(out);
        return CommandLine.ExitCode.OK;
    }

    private ClaidSimulatorBuilder settings() {
        ClaidSimulatorBuilder settings = ClaidSimulator.builder().earlierTasks(earlierTasks);
        listening.apply(settings);
        behaviour.apply(settings);
        places.apply(settings);
        limits.apply(settings);
        notification.apply(settings);
        return settings;
    }

    private String reason(RuntimeException e) {
        if (e.getCause() instanceof BindException) {
            return "Cannot listen at " + listening.address() + ": "
                    + e.getCause().getMessage() + ". Choose another port with --port, or 0 for any free one.";
        }
        return "The simulator cannot start: " + (e.getCause() == null ? e : e.getCause()).getMessage();
    }
}
