package io.github.camelclaid.simulator.edit;

/**
 * A finished edit.
 *
 * @param input the picture that was read
 * @param output the picture that was written
 * @param bytes size of the written file
 * @param place where it is
 */
public record Edited(ImageFacts input, ImageFacts output, long bytes, Place place) {

    /** Where a result is. */
    public sealed interface Place {

        /** At a temporary URL with this path. */
        record Temporary(String path) implements Place {}

        /** In a storage, under this key. */
        record Stored(String storage, String key) implements Place {}
    }
}
