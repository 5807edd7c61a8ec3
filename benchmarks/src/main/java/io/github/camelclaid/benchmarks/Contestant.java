package io.github.camelclaid.benchmarks;

import java.util.concurrent.CompletableFuture;

/** Whoever edits pictures with Claid. Thread-safe. */
interface Contestant extends AutoCloseable {

    /** Completes with the task's id as soon as it is known to be finished. Does not block. */
    CompletableFuture<Long> edit(Picture picture);

    /** Gives up what is still under way. */
    @Override
    void close() throws Exception;
}
