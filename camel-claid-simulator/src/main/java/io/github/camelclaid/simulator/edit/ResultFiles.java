package io.github.camelclaid.simulator.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The results that are kept at temporary URLs, as files in a temporary folder that goes away with the simulator.
 * Thread-safe.
 */
public final class ResultFiles implements AutoCloseable {

    /** Path below which results are served. */
    public static final String PATH = "/_tmp/";

    private final TemporaryFolder folder = TemporaryFolder.create();
    private final Clock clock;
    private final Duration lifetime;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final ConcurrentMap<String, ResultFile> files = new ConcurrentHashMap<>();

    /** @param maxBytes the most that all results together may take on disk */
    public ResultFiles(Clock clock, Duration lifetime, long maxBytes) throws IOException {
        this.clock = clock;
        this.lifetime = lifetime;
        this.maxBytes = maxBytes;
    }

    /** The folder, for other files that should go away with it. */
    public Path folder() {
        return folder.path();
    }

    /** An empty file that nobody serves; the caller deletes it. */
    public Path scratch(String suffix) throws IOException {
        return Files.createTempFile(folder.path(), "work-", suffix);
    }

    /**
     * Takes the file away and serves it from now on, under a path that cannot be guessed.
     *
     * @throws EditFailure if the results that have not expired would take more than they may
     */
    public String publish(Path file, String name, String mime, long taskId) throws IOException, EditFailure {
        long size = Files.size(file);
        if (bytes.addAndGet(size) > maxBytes) {
            bytes.addAndGet(-size);
            throw new EditFailure("The results of the simulator would take more than " + maxBytes
                    + " bytes on disk; raise maxStoredBytes, or let them expire sooner with resultLifetime.");
        }
        String token = UUID.randomUUID().toString();
        Path kept = Files.move(file, folder.path().resolve(token));
        files.put(
                token,
                new ResultFile(kept, size, name, mime, taskId, clock.instant().plus(lifetime)));
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
        deleteIf(file -> !now.isBefore(file.expiresAt()));
    }

    /** Deletes everything that is served, as if its time were over. */
    public void expire() {
        deleteIf(file -> true);
    }

    private void deleteIf(Predicate<ResultFile> condition) {
        files.forEach((token, file) -> {
            if (condition.test(file) && files.remove(token, file)) {
                TemporaryFolder.deleteQuietly(file.path());
                bytes.addAndGet(-file.bytes());
            }
        });
    }

    @Override
    public void close() throws IOException {
        files.clear();
        folder.close();
    }
}
