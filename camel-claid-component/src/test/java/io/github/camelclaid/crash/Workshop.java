package io.github.camelclaid.crash;

import io.github.camelclaid.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folders of a shop, which outlast its processes. */
record Workshop(Path dir) {

    /** A picture with this in its name cannot be edited. */
    static final String BAD = "unfit";

    Path inbox() {
        return dir.resolve("inbox");
    }

    Path outbox() {
        return dir.resolve("outbox");
    }

    Path done() {
        return dir.resolve("done");
    }

    Path failed() {
        return dir.resolve("failed");
    }

    /** What {@code storage://shop/} is. */
    Path catalogue() {
        return dir.resolve("catalogue");
    }

    Path tasks() {
        return dir.resolve("tasks");
    }

    /** A line for each picture that was delivered: the id of its task, and its name. */
    Path deliveries() {
        return dir.resolve("delivered.txt");
    }

    /** @return the names of the pictures, with their numbers */
    Map<String, Integer> fill(int good, int bad) throws IOException {
        Map<String, Integer> pictures = new TreeMap<>();
        for (int i = 0; i < good + bad; i++) {
            pictures.put((i < good ? "shoe" : BAD) + "-" + i + ".jpg", i);
        }
        Files.createDirectories(inbox());
        Files.createDirectories(catalogue());
        for (Map.Entry<String, Integer> picture : pictures.entrySet()) {
            // half as wide is a whole number, and each picture's own
            byte[] bytes = Shop.picture(2 * picture.getValue(), "jpg");
            Files.write(catalogue().resolve(picture.getKey()), bytes);
            Files.write(inbox().resolve(picture.getKey()), bytes);
        }
        return pictures;
    }

    /** How wide the edited picture of a number is. */
    static int widthOf(int number) {
        return 40 + number % 20;
    }

    /** As somebody does who has looked why it failed. */
    void tryAgain(String name) throws IOException {
        Files.move(failed().resolve(name), inbox().resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    static List<String> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jpg"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
