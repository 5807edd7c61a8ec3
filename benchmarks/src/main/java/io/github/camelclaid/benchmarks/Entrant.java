package io.github.camelclaid.benchmarks;

import java.time.Duration;

/** Who takes part. */
enum Entrant {
    COMPONENT("camel-claid", true) {
        @Override
        Contestant enter(Ground ground, Duration interval) throws Exception {
            return new Component(ground, null);
        }
    },
    CAMEL_HTTP("(a) camel-http, loop and delay", false) {
        @Override
        Contestant enter(Ground ground, Duration interval) throws Exception {
            return new CamelHttpRoute(ground);
        }
    },
    LOOP_PER_IMAGE("(b) java.net.http, a loop per image", false) {
        @Override
        Contestant enter(Ground ground, Duration interval) {
            return new AsyncClient(ground, Rhythm.every(Duration.ofMillis(1500)), Pacer.NONE);
        }
    },
    BACKOFF("(c) GAX-like back-off", false) {
        @Override
        Contestant enter(Ground ground, Duration interval) {
            return new AsyncClient(
                    ground, Rhythm.growing(Duration.ofSeconds(1), 1.5, Duration.ofSeconds(30)), Pacer.NONE);
        }
    },
    BUCKET4J("(d) Bucket4j", true) {
        @Override
        Contestant enter(Ground ground, Duration interval) {
            return new AsyncClient(ground, REASONABLE, new Bucket4jPacer(ground));
        }
    },
    RESILIENCE4J("(d) Resilience4j", true) {
        @Override
        Contestant enter(Ground ground, Duration interval) {
            return new AsyncClient(ground, REASONABLE, new Resilience4jPacer(ground));
        }
    },
    BEST_INTERVAL("(e) best fixed interval", false) {
        @Override
        Contestant enter(Ground ground, Duration interval) {
            return new AsyncClient(ground, Rhythm.every(interval), Pacer.NONE);
        }
    };

    /** Of somebody who knows about how long tasks take: the first poll when half of them are done. */
    private static final Rhythm REASONABLE = nth -> nth == 1 ? Duration.ofSeconds(6) : Duration.ofSeconds(3);

    private final String label;
    private final boolean pacesItself;

    Entrant(String label, boolean pacesItself) {
        this.label = label;
        this.pacesItself = pacesItself;
    }

    /** @param interval the best one for {@link #BEST_INTERVAL}; no matter for others */
    abstract Contestant enter(Ground ground, Duration interval) throws Exception;

    String label() {
        return label;
    }

    /** Whether it may have all pictures at once. */
    boolean pacesItself() {
        return pacesItself;
    }

    /** How many pictures to hand over at once. */
    int inFlight(Settings settings) {
        return pacesItself ? Integer.MAX_VALUE : settings.mostInFlight();
    }
}
