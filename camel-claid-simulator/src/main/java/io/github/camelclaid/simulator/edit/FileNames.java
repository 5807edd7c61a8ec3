package io.github.camelclaid.simulator.edit;

/** Names of results: those of the inputs, with another extension, and without anything a URL would have to escape. */
final class FileNames {

    private FileNames() {}

    /** The last part of a path; {@code image} if there is none. */
    static String last(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isBlank() ? "image" : name;
    }

    /** {@code shoe 1.png} becomes {@code shoe_1.jpg}. */
    static String result(String inputName, String ext) {
        String name = inputName.replaceAll("[^A-Za-z0-9._-]", "_");
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return (stem.length() > 100 ? stem.substring(0, 100) : stem) + "." + ext;
    }
}
