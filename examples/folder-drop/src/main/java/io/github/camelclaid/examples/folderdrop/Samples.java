package io.github.camelclaid.examples.folderdrop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pictures for a first look. */
final class Samples {

    private static final List<String> NAMES =
            List.of("headphones.jpg", "kids/watch.png", "lamp.webp", "mug.jpg", "perfume bottle.png", "sneaker.jpg");

    private Samples() {}

    /** @return how many there are */
    static int copyTo(Path folder) throws IOException {
        for (String name : NAMES) {
            try (InputStream sample = Samples.class.getResourceAsStream("/samples/" + name)) {
                if (sample == null) {
                    throw new FileNotFoundException("/samples/" + name);
                }
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.copy(sample, file);
            }
        }
        return NAMES.size();
    }
}
