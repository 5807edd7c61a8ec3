package io.github.camelclaid.client;

/**
 * The kinds of asynchronous work that Claid does. Each counts its own task ids: an id means nothing on the path of
 * another family.
 */
public enum TaskFamily {
    /** One image (page "Async API Reference"). */
    EDIT("/image/edit/async", "task"),
    /** The images of a list or of a folder (page "Batch"). */
    BATCH("/image/edit/batch", "batch");

    private final String path;
    private final String noun;

    TaskFamily(String path, String noun) {
        this.path = path;
        this.noun = noun;
    }

    /** Below the version of the API, with its leading slash. */
    String path() {
        return path;
    }

    /** What a message calls one of them. */
    public String noun() {
        return noun;
    }
}
