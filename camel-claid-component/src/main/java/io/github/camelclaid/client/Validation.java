package io.github.camelclaid.client;

/** How closely a request is looked at before it is sent and paid. */
public enum Validation {
    /** Only what Claid's published schema allows. */
    STRICT,
    /** Unknown members and unknown names pass, for options that are newer than this release. */
    LENIENT,
    /** Everything passes; Claid decides. */
    OFF
}
