package io.github.camelclaid.simulator.edit;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A result at a temporary URL.
 *
 * @param bytes its size
 * @param taskId whose result it is, 0 for an upload's
 */
public record ResultFile(Path path, long bytes, String name, String mime, long taskId, Instant expiresAt) {}
