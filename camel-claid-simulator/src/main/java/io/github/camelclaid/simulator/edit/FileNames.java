package io.github.camelclaid.simulator.edit;

/** Names of results: those of the inputs, with another extension. */
final class FileNames {

    private FileNames() {}

    /** The last part of a path; {@code image} if there is none. */
    static String last(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isBlank() ? "image" : name;
    }

    /** {@code shoe 1.png} becomes {@code shoe_1.jpg}, without anything that a URL would have to escape. */
    static String inUrl(String inputName, String ext) {
        String stem = stem(inputName).replaceAll("[^A-Za-z0-9._-]", "_");
        return (stem.length() > 100 ? stem.substring(0, 100) : stem) + "." + ext;
    }

    /** {@code shoe 1.png} becomes {@code shoe 1.jpg}: a key may hold anything but what would make it another folder's. */
    static String inStorage(String inputName, String ext) {
        return stem(inputName).replaceAll("[/\\\\\\p{Cntrl}]", "_") + "." + ext;
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
