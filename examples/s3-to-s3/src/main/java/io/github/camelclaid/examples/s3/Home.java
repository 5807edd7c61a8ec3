package io.github.camelclaid.examples.s3;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder with the settings and the routes. */
record Home(Path folder) {

    private static final String SETTINGS = "application.properties";

    /** The current folder if they are there, else where the program lies, or one above that. */
    static Home find() {
        Path program = program();
        return Stream.of(Path.of(""), program, program.getParent())
                .map(Path::toAbsolutePath)
                .filter(folder ->
                        Files.exists(folder.resolve(Way.PRESIGNED.yaml().get(0))))
                .findFirst()
                .map(Home::new)
                .orElseThrow(
                        () -> new IllegalArgumentException(Way.PRESIGNED.yaml().get(0) + " is neither in "
                                + Path.of("").toAbsolutePath() + " nor in " + program
                                + "; --home=FOLDER says where it is"));
    }

    Path settings() {
        return folder.resolve(SETTINGS);
    }

    Path route(String name) {
        return folder.resolve(name);
    }

    /** Of the S3 server on this machine. */
    Path buckets() {
        return folder.resolve("buckets");
    }

    private static Path program() {
        try {
            return Path.of(Home.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
