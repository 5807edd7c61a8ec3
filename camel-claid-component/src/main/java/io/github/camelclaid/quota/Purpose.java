package io.github.camelclaid.quota;

/** What a request is for. Submits and uploads are charged; a submit goes before the uploads that wait. */
public enum Purpose {
    SUBMIT,
    UPLOAD,
    POLL
}
