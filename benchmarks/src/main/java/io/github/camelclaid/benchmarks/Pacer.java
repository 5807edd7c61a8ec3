package io.github.camelclaid.benchmarks;

import java.util.concurrent.CompletableFuture;

/** Lets requests go one by one. */
@FunctionalInterface
interface Pacer {

    Pacer NONE = () -> CompletableFuture.completedFuture(null);

    /** Completes when one request may be sent. */
    CompletableFuture<Void> turn();
}
