package io.github.camelclaid.simulator.edit;

import io.github.camelclaid.simulator.storage.StorageAddress;
import java.net.URI;
import java.util.Objects;

/** Names of results: those of the inputs, with another extension. */
final class FileNames {

    private FileNames() {}

    /** The last part of a path; {@code image} if there is none. */
    static String last(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isBlank() ? "image" : name;
    }

    /** The last part of the path of an http(s) or storage address, without escapes. */
    static String ofAddress(String address) {
        if (StorageAddress.is(address)) {
            return last(StorageAddress.parse(address).key());
        }
        try {
            return last(Objects.requireNonNullElse(URI.create(address).getPath(), ""));
        } catch (IllegalArgumentException e) {
            return last("");
        }
    }

    /** {@code shoe 1} becomes {@code shoe_1}, without anything that a URL would have to escape. */
    static String inUrl(String stem) {
        String name = stem.replaceAll("[^A-Za-z0-9._-]", "_");
        return name.length() > 100 ? name.substring(0, 100) : name;
    }

    /** {@code shoe 1} stays: a key may hold anything but what would make it another folder's. */
    static String inStorage(String stem) {
        return stem.replaceAll("[/\\\\\\p{Cntrl}]", "_");
    }

    /** The name without its extension. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
