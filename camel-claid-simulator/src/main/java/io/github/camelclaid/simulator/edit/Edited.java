package io.github.camelclaid.simulator.edit;

import io.github.camelclaid.simulator.storage.StoredObject;

/**
 * A finished edit.
 *
 * @param input the picture that was read
 * @param output the picture that was written
 * @param bytes size of the written file
 * @param place where it is
 * @param thumbnails of both; for people, and in no answer of the API. Null where they are not kept
 */
public record Edited(ImageFacts input, ImageFacts output, long bytes, Place place, Thumbnails thumbnails) {

    public Edited withoutThumbnails() {
        return new Edited(input, output, bytes, place, null);
    }

    /** Where a result is. */
    public sealed interface Place {

        /** At a temporary URL with this path. */
        record Temporary(String path) implements Place {}

        /** In a storage. */
        record Stored(StoredObject object) implements Place {}
    }
}
