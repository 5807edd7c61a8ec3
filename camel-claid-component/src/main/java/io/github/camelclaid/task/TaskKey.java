package io.github.camelclaid.task;

import java.util.UUID;

/**
 * Under which key a wish is remembered. Equal keys are one task, paid once.
 *
 * @param value unique within a lane
 * @param fingerprint digest of input, operations and output
 * @param identified whether the same key is the same content: a key that the user gave, bytes by their SHA-256, or a URL
 *     with its ETag or version. Only then may a result that was already delivered be given again.
 */
public record TaskKey(String value, String fingerprint, boolean identified) {

    /** The same wish, never joined with any other. */
    TaskKey unique() {
        return new TaskKey(value + "#" + UUID.randomUUID(), fingerprint, identified);
    }

    String in(Lane lane) {
        return lane.account() + "/" + lane.name() + "/" + (lane.mode() == Mode.AWAITED ? "edit" : "submit") + "/"
                + value;
    }
}
