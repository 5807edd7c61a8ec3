package io.github.camelclaid.examples.folderdrop;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder with the two files that a user edits. */
record Home(Path folder) {

    static final String SETTINGS = "application.properties";
    static final String ROUTE = "folder-drop.camel.yaml";

    /** The current folder if the files are there, else where the program lies, or one above that. */
    static Home find() {
        Path program = program();
        return Stream.of(Path.of(""), program, program.getParent())
                .map(Path::toAbsolutePath)
                .filter(folder -> Files.exists(folder.resolve(ROUTE)))
                .findFirst()
                .map(Home::new)
                .orElseThrow(() -> new IllegalArgumentException(ROUTE + " is neither in "
                        + Path.of("").toAbsolutePath() + " nor in " + program + "; --home=FOLDER says where it is"));
    }

    Path settings() {
        return folder.resolve(SETTINGS);
    }

    Path route() {
        return folder.resolve(ROUTE);
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
