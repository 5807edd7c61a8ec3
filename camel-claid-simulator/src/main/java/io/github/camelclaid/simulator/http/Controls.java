package io.github.camelclaid.simulator.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What can be changed while the simulator runs. Thread-safe. */
public interface Controls {

    /**
     * Changes settings, all or none.
     *
     * @throws IllegalArgumentException if there is no such setting, or it cannot be that; the message says what is allowed
     */
    void set(Map<String, String> settings);

    /** The rules in force, in words. */
    List<String> rules();

    /** @throws IllegalArgumentException if one of the rules cannot be understood; then none is added */
    void addRules(List<String> sentences);

    /** Forgets all rules but those of the profile. */
    void clearRules();

    /** Script, ledger, quota and settings are as they were at the start. */
    void reset();

    /** Cuts all connections and comes back after that (real) time; asked for over HTTP, so this answers first. */
    void restart(Duration down, boolean forgetTasks);

    void forgetTask(long id);

    void forgetTasks();

    /** All temporary URLs are over. */
    void expireResults();
}
