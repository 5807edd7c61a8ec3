package io.github.camelclaid.simulator.storage;

import java.util.Arrays;
import java.util.List;

/** The kinds of storages that the API knows. */
public enum StorageType {
    /** Files of a web server; they can only be read. */
    WEB_FOLDER("web_folder", "https"),
    S3("s3", "s3"),
    GCS("gcs", "gs");

    private final String text;
    private final String scheme;

    StorageType(String text, String scheme) {
        this.text = text;
        this.scheme = scheme;
    }

    /** The type of that name, which must be one of {@link #names}. */
    public static StorageType of(String text) {
        return Arrays.stream(values())
                .filter(type -> type.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no type of storage: " + text));
    }

    /** As the API names them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(StorageType::toString).toList();
    }

    /** What the addresses of its objects start with. */
    String scheme() {
        return scheme;
    }

    /** As the API names it. */
    @Override
    public String toString() {
        return text;
    }
}
