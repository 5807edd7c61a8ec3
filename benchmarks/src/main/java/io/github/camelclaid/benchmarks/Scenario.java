package io.github.camelclaid.benchmarks;

import java.util.List;

/** One question, put to all entrants alike. */
interface Scenario {

    /** As it is asked for. */
    String name();

    /** As it stands above its table. */
    String title(Settings settings);

    /** The figures of which plots are made. */
    List<String> plotted();

    /** One run. */
    List<Measurement> run(Settings settings, long seed) throws Exception;
}
