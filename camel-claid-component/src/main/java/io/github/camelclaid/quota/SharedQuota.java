package io.github.camelclaid.quota;

import java.time.Duration;

/** Times at which requests of an account may be sent, shared by all nodes that use it. Safe for use by any thread. */
public interface SharedQuota {

    /**
     * Takes the next times that nobody has taken; may block.
     *
     * @param requests how many, 1 or more
     * @param spacing from one to the next
     * @return how long it is from now until the first of them
     */
    Duration reserve(int requests, Duration spacing);
}
