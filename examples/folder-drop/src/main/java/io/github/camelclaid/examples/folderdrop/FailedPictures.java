package io.github.camelclaid.examples.folderdrop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Pictures of which nobody knows whether Claid took them, as they lie in the failed folder beside their reasons. */
final class FailedPictures {

    private static final String REASON = ".txt";
    private static final long LONGEST_REASON = 100_000;

    private final Folders folders;

    FailedPictures(Folders folders) {
        this.folders = folders;
    }

    /** Those whose reason offers the choices with that code: several with the same bytes have one. */
    List<Path> withCode(String code) throws IOException {
        if (!Files.isDirectory(folders.failed())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folders.failed())) {
            return files.filter(file -> file.toString().endsWith(REASON) && offers(file, code))
                    .map(FailedPictures::picture)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** @return where it lies now */
    Path toInbox(Path picture) throws IOException {
        String name = folders.failed().relativize(picture).toString();
        Path free = folders.inbox().resolve(name);
        for (int number = 2; Files.exists(free); number++) {
            free = folders.inbox().resolve(FreeNames.numbered(name, number));
        }
        Files.createDirectories(free.getParent());
        Files.move(picture, free);
        Files.delete(reason(picture));
        return free;
    }

    /** It stays, and there is nothing to choose any more. */
    void leave(Path picture, String reason) throws IOException {
        Files.writeString(reason(picture), reason);
    }

    private static boolean offers(Path reason, String code) {
        try {
            return Files.isRegularFile(reason)
                    && Files.size(reason) < LONGEST_REASON
                    && Commands.areIn(new String(Files.readAllBytes(reason), StandardCharsets.UTF_8), code);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path picture(Path reason) {
        String name = reason.toString();
        return Path.of(name.substring(0, name.length() - REASON.length()));
    }

    private static Path reason(Path picture) {
        return Path.of(picture + REASON);
    }
}
