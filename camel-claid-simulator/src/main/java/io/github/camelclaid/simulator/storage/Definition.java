package io.github.camelclaid.simulator.storage;

import java.util.Optional;

/** What a storage is, as its owner describes it. */
public record Definition(String name, StorageType type, Parameters parameters) {

    /** Where its objects are: it depends on the type. */
    public sealed interface Parameters {}

    /**
     * Of {@link StorageType#S3} and {@link StorageType#GCS}.
     *
     * @param path what is put before every key
     * @param credentials empty if they come from the surroundings of the simulator, or none are needed
     */
    public record Bucket(String bucket, String path, Optional<Credentials> credentials) implements Parameters {}

    /** Of {@link StorageType#WEB_FOLDER}. */
    public record WebFolder(String baseUrl) implements Parameters {}
}
