package io.github.camelclaid.simulator.edit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The results that are kept at temporary URLs, as files in a temporary folder that goes away with the simulator.
 * Thread-safe.
 */
public final class ResultFiles implements AutoCloseable {

    /** Path below which results are served. */
    public static final String PATH = "/_tmp/";

    private final Path folder;
    private final Clock clock;
    private final Duration lifetime;
    private final ConcurrentMap<String, ResultFile> files = new ConcurrentHashMap<>();

    public ResultFiles(Clock clock, Duration lifetime) throws IOException {
        this.folder = Files.createTempDirectory("claid-simulator-");
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** The folder, for other files that should go away with it. */
    public Path folder() {
        return folder;
    }

    /** An empty file that nobody serves; the caller deletes it or hands it to {@link #publish}. */
    public Path scratch(String suffix) throws IOException {
        return Files.createTempFile(folder, "work-", suffix);
    }

    /** Serves the file from now on, under a path that cannot be guessed. */
    public String publish(Path file, String name, String mime, long taskId) {
        String token = UUID.randomUUID().toString();
        files.put(
                token, new ResultFile(file, name, mime, taskId, clock.instant().plus(lifetime)));
        return PATH + token + "/" + name;
    }

    /** The result with that path, as long as it has not expired. */
    public Optional<ResultFile> find(String path) {
        String[] parts = path.startsWith(PATH) ? path.substring(PATH.length()).split("/", 2) : new String[0];
        if (parts.length != 2) {
            return Optional.empty();
        }
        return Optional.ofNullable(files.get(parts[0]))
                .filter(file -> file.name().equals(parts[1]) && clock.instant().isBefore(file.expiresAt()));
    }

    /** Deletes what has expired. */
    public void sweep() {
        Instant now = clock.instant();
        files.values().removeIf(file -> {
            boolean expired = !now.isBefore(file.expiresAt());
            if (expired) {
                deleteQuietly(file.path());
            }
            return expired;
        });
    }

    /** Deletes everything that is served, as if its time were over. */
    public void expire() {
        files.values().forEach(file -> deleteQuietly(file.path()));
        files.clear();
    }

    @Override
    public void close() throws IOException {
        files.clear();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // an edit that was still running may have taken its file away
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) {
                deleteQuietly(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // a file that is left behind in the temporary folder harms nobody
        }
    }
}
