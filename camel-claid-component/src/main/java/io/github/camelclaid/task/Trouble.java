package io.github.camelclaid.task;

import java.time.Instant;

/**
 * Why requests are held back.
 *
 * @param cause what the API, or the network before it, said last
 * @param retryAt when one request is let through to see whether it is over
 */
public record Trouble(Exception cause, Instant since, Instant retryAt) {}
