package io.github.camelclaid.simulator.script;

import java.time.Duration;
import java.util.Map;

/** How a {@link Fault} answers, or fails to answer, on the wire. */
public sealed interface Reply {

    /** The true answer, unchanged. */
    record AsUsual() implements Reply {}

    /** The TCP connection is reset; not a byte is answered. */
    record Reset() implements Reply {}

    /** The connection is closed in good order; not a byte is answered. */
    record Closed() implements Reply {}

    /** The true answer; then whatever comes next on the same connection finds it closed, without having been told. */
    record LastOfConnection() implements Reply {}

    /** A fixed answer instead of the true one. */
    record Canned(int status, Map<String, String> headers, String contentType, byte[] body) implements Reply {}

    /** The true answer, {@code chunk} bytes at a time with a pause (real time) between them. */
    record Trickle(int chunk, Duration pause) implements Reply {}

    /** The true answer followed by that many bytes of white space, announced in its length. */
    record Oversized(long extraBytes) implements Reply {}

    /** The true answer without its length, in chunks of so many bytes. */
    record Chunked(int chunk) implements Reply {}

    /** The same, but the connection closes where the last chunk is due. */
    record UnfinishedChunks(int chunk) implements Reply {}

    /** The true answer is announced in full, then the connection closes after that many bytes of the body. */
    record Truncated(int bytes) implements Reply {}
}
