package io.github.camelclaid.task;

/** How a wish got its task at no charge. */
public enum Reuse {
    /** An equal one was on its way, or waits for Claid: both get the same task. */
    JOINED,
    /** An equal one is over: its result, or its failure, comes from the ledger. */
    REPLAYED
}
