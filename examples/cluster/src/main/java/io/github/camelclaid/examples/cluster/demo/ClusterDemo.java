package io.github.camelclaid.examples.cluster.demo;

import io.github.camelclaid.examples.cluster.surroundings.Surroundings;
import io.github.camelclaid.task.JdbcTaskStore;
import io.github.camelclaid.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.camel.util.FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a cluster and its surroundings on this machine, orders pictures, kills a node while they are being edited, and
 * settles the accounts.
 */
public final class ClusterDemo {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterDemo.class);

    private static final String USAGE = """
            java -jar cluster.jar [options]
              --orders=120  how many pictures
              --nodes=3     how many nodes, 2 to 6
              --help
            Ends with 0 if nothing was lost and nothing paid twice, with 1 if something was, with 2 if it cannot start.""";

    /** In application.properties. */
    private static final String ACCOUNT = "cluster";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final NodeProgram program;
    private final Path folder;
    private final int orders;
    private final int nodes;
    private final List<NodeProcess> running = new ArrayList<>();

    /** @param folder for logs and data; whatever was in it is removed */
    ClusterDemo(NodeProgram program, Path folder, int orders, int nodes) {
        this.program = program;
        this.folder = folder;
        this.orders = orders;
        this.nodes = nodes;
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** @return the exit code */
    static int run(String... args) {
        Map<String, Integer> options = new HashMap<>(Map.of("--orders", 120, "--nodes", 3));
        for (String arg : args) {
            Matcher option = Pattern.compile("(--\\w+)=(\\d{1,4})").matcher(arg);
            if (!option.matches() || options.replace(option.group(1), Integer.valueOf(option.group(2))) == null) {
                System.out.println(USAGE);
                return arg.equals("--help") ? 0 : 2;
            }
        }
        int nodes = options.get("--nodes");
        if (nodes < 2 || nodes > Shop.PARTITIONS) {
            System.out.println("--nodes is " + nodes + ", allowed: 2 to " + Shop.PARTITIONS);
            return 2;
        }
        try {
            Path home = Path.of("").toAbsolutePath();
            Path folder = home.resolve("target/demo");
            Balance balance = new ClusterDemo(NodeProgram.in(home), folder, options.get("--orders"), nodes).run();
            balance.lines().forEach(System.out::println);
            System.out.println(
                    balance.holds() ? "Nothing was lost, and nothing was paid twice." : "The accounts do not balance.");
            return balance.holds() ? 0 : 1;
        } catch (Exception e) {
            LOG.error("The demo ends: {}", e.getMessage());
            LOG.debug("The demo ends", e);
            return 2;
        }
    }

    Balance run() throws Exception {
        FileUtil.removeDir(folder.toFile());
        Files.createDirectories(folder);
        tell("The surroundings start: a Kafka broker, a PostgreSQL server, and a simulator that plays Claid");
        try (Surroundings surroundings = Surroundings.start(folder);
                Shop shop = Shop.open(surroundings.kafka())) {
            try {
                return run(surroundings, shop);
            } finally {
                running.parallelStream().forEach(NodeProcess::close);
            }
        }
    }

    private Balance run(Surroundings surroundings, Shop shop) throws Exception {
        for (int number = 1; number <= nodes; number++) {
            String name = "node-" + number;
            running.add(NodeProcess.start(name, program, surroundings.environment(), folder.resolve(name + ".log")));
        }
        tell(nodes + " nodes start, each in a JVM of its own; what they say is in " + folder);
        await("the nodes have their partitions", () -> shop.readers() == nodes);

        tell(orders + " pictures are ordered");
        for (int number = 1; number <= orders; number++) {
            String order = String.format("order-%03d", number);
            shop.order(order, surroundings.newPicture(order));
        }
        await("a third of the results has come out", () -> shop.settled() >= orders / 3);

        NodeProcess victim = running.remove(nodes - 1);
        victim.kill();
        tell(victim.name() + " is killed (kill -9)");
        await("something has come of each order", () -> shop.settled() == orders);
        await("nothing is left to do in the ledger of the nodes", () -> left(surroundings.database()) == 0);
        return Balance.of(shop, surroundings.claid().ledger(), victim.name(), left(surroundings.database()));
    }

    /** Tasks that the nodes still have to do something about; one of unknown fate is somebody else's. */
    private static long left(DataSource database) {
        try (JdbcTaskStore store = new JdbcTaskStore()) {
            store.setDataSource(database);
            store.open();
            return store.outstanding(ACCOUNT).entrySet().stream()
                    .filter(tasks -> tasks.getKey() != TaskState.UNKNOWN)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /** Until it is so, or has not been for too long: the accounts will tell. */
    private void await(String what, Callable<Boolean> isSo) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!isSo.call()) {
            requireAllAlive();
            if (Instant.now().isAfter(end)) {
                tell("For " + PATIENCE.toMinutes() + " minutes it has not been so that " + what);
                return;
            }
        }
    }

    private void requireAllAlive() {
        running.stream().filter(node -> !node.isAlive()).findFirst().ifPresent(node -> {
            throw new IllegalStateException(node.name() + " has ended by itself, its log in " + folder + " says why");
        });
    }

    private static void tell(String what) {
        LOG.info("{}", what);
    }
}
