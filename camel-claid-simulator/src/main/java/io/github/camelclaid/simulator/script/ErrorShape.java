package io.github.camelclaid.simulator.script;

/** The bodies that errors of the API come in. */
public enum ErrorShape {
    /** {@code {error_code, error_type, error_message, error_details}}: most errors. */
    TOP_LEVEL,
    /** The same under {@code detail}: the documented 429. */
    DETAIL,
    /** {@code {"detail": [{loc, msg, type}]}}: the framework's own validation error. */
    FIELD_LIST,
    /** No body at all. */
    NONE
}
