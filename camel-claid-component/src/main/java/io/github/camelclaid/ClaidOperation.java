package io.github.camelclaid;

/** What a producer does. */
public enum ClaidOperation {
    /** Submits an edit and goes on with the accepted task; consumers of the same name emit the result. */
    submit,
    /** Submits an edit and goes on with the finished task; no thread waits. */
    edit,
    /** Asks once for the task that {@code CamelClaidTaskId} names. */
    status,
    /** Goes on with the finished task that {@code CamelClaidTaskId} names, whoever submitted it. */
    await,
    /** Fetches the result of a finished task. */
    download
}
