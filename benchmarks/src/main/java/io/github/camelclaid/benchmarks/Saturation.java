package io.github.camelclaid.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.task.JdbcTaskStore;
import io.github.camelclaid.task.TaskStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * More pictures than the quota allows, over a network that delays each request by something else: whether all of the
 * quota is used, and not more. Also with four nodes of the component that share a store.
 */
final class Saturation implements Scenario {

    private static final Timing JITTER = Timing.uniform(Duration.ofMillis(20), Duration.ofMillis(220));
    private static final Duration MEDIAN_INTERVAL = Duration.ofSeconds(6);
    private static final int NODES = 4;
    private static final String REFUSALS = "429s";
    private static final String USED = "% of quota used";

    @Override
    public String name() {
        return "saturation";
    }

    @Override
    public String title(Settings settings) {
        return minutes(settings) + " minutes of saturation, requests 20 to 220 ms on their way"
                + (settings.refusalsCount() ? ", refused ones count" : "");
    }

    @Override
    public List<String> plotted() {
        return List.of(REFUSALS, USED);
    }

    @Override
    public List<Measurement> run(Settings settings, long seed) throws Exception {
        // slower than elsewhere, so that what a request really takes is little against its delay
        Course course = Course.usual(seed, settings.speed(10))
                .withLatency(JITTER)
                .withRefusalsThatCount(settings.refusalsCount());
        List<Measurement> measured = new ArrayList<>();
        for (Entrant entrant : settings.entrants()) {
            try (Arena arena = new Arena(course);
                    Contestant contestant = entrant.enter(arena.ground(), MEDIAN_INTERVAL)) {
                measured.add(saturate(arena, contestant, entrant.inFlight(settings), settings)
                        .of(entrant.label(), "1 node"));
            }
        }
        if (settings.entrants().contains(Entrant.COMPONENT)) {
            measured.add(nodes(course, settings));
        }
        return measured;
    }

    private static Measurement nodes(Course course, Settings settings) throws Exception {
        try (Arena arena = new Arena(course);
                HikariDataSource database = database(course);
                Cluster cluster = new Cluster(arena.ground(), database)) {
            return saturate(arena, cluster, Integer.MAX_VALUE, settings)
                    .of(Entrant.COMPONENT.label(), NODES + " nodes, one store");
        }
    }

    private record Use(long refused, double share) {

        Measurement of(String contestant, String load) {
            return Measurement.of(contestant, load).with(REFUSALS, refused).with(USED, 100 * share);
        }
    }

    private static Use saturate(Arena arena, Contestant contestant, int inFlight, Settings settings) throws Exception {
        int allowed = Course.REQUESTS_PER_MINUTE * minutes(settings);
        Race race = new Race(contestant, arena.time(), inFlight);
        Thread feeder = new Thread(() -> feed(race, allowed), "feeder");
        feeder.start();
        arena.time().sleep(Duration.ofMinutes(minutes(settings)));
        long refused = arena.ledger().tooManyRequests();
        long taken = arena.requests() - refused;
        feeder.interrupt();
        feeder.join();
        return new Use(refused, (double) taken / allowed);
    }

    /** One picture for each request that is allowed is more than anybody can do. */
    private static void feed(Race race, int pictures) {
        try {
            for (int i = 0; i < pictures; i++) {
                race.start(Picture.at(i));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int minutes(Settings settings) {
        return settings.number("minutes", 10);
    }

    private static HikariDataSource database(Course course) {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl("jdbc:h2:mem:saturation" + course.seed());
        database.setMaximumPoolSize(10 * NODES);
        return database;
    }

    /** Nodes that get pictures in turn. */
    private static final class Cluster implements Contestant {

        private final List<TaskStore> stores = new ArrayList<>();
        private final List<Contestant> nodes = new ArrayList<>();
        private final AtomicInteger turn = new AtomicInteger();

        Cluster(Ground ground, HikariDataSource database) throws Exception {
            for (int i = 0; i < NODES; i++) {
                JdbcTaskStore store = new JdbcTaskStore();
                store.setDataSource(database);
                store.setCreateTable(true);
                stores.add(store);
                nodes.add(new Component(ground, store));
            }
        }

        @Override
        public CompletableFuture<Long> edit(Picture picture) {
            return nodes.get(turn.getAndIncrement() % NODES).edit(picture);
        }

        @Override
        public void close() throws Exception {
            for (Contestant node : nodes) {
                node.close();
            }
            stores.forEach(TaskStore::close);
        }
    }
}
