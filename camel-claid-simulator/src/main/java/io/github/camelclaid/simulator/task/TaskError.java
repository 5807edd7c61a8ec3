package io.github.camelclaid.simulator.task;

import io.github.camelclaid.simulator.edit.ImageFacts;
import java.time.Instant;

/**
 * One reason why a task failed.
 *
 * @param input the input as far as it was understood; null if it was not
 */
public record TaskError(String error, Instant createdAt, ImageFacts input) {}
