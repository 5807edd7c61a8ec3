package io.github.camelclaid.examples.folderdrop;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/** The folder with the two files that a user edits. */
record Home(Path folder) {

    static final String SETTINGS = "application.properties";
    static final String ROUTE = "folder-drop.camel.yaml";

    /** The one that is named, else the one that is found. */
    static Home of(CommandLine line) {
        return line.home() == null
                ? find()
                : new Home(Path.of(line.home()).toAbsolutePath().normalize());
    }

    /** The current folder if the files are there, else where the program lies, or one above that. */
    private static Home find() {
        Path program = jar().getParent();
        return Stream.of(Path.of(""), program, program.getParent())
                .map(Path::toAbsolutePath)
                .filter(folder -> Files.exists(folder.resolve(ROUTE)))
                .findFirst()
                .map(Home::new)
                .orElseThrow(() -> new IllegalArgumentException(ROUTE + " is neither in "
                        + Path.of("").toAbsolutePath() + " nor in " + program + "; --home=FOLDER says where it is"));
    }

    /** As they are written, with placeholders. */
    Properties settings() throws IOException {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(SETTINGS))) {
            settings.load(in);
        }
        return settings;
    }

    Path route() {
        return folder.resolve(ROUTE);
    }

    /** The program. */
    static Path jar() {
        try {
            return Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
