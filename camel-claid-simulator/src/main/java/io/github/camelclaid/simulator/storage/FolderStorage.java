package io.github.camelclaid.simulator.storage;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Objects are files below a folder, which is never left. */
final class FolderStorage implements Storage {

    private final String name;
    private final Path folder;

    FolderStorage(String name, Path folder) {
        this.name = name;
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public InputStream read(String key) throws IOException {
        Path file = file(key);
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such object");
        }
        try {
            requireInside(file);
            return Files.newInputStream(file);
        } catch (FileSystemException e) {
            throw withoutPath(e);
        }
    }

    @Override
    public List<String> list(String key, boolean recursive) throws IOException {
        Path root = key.isEmpty() ? folder : file(key);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root, recursive ? Integer.MAX_VALUE : 1)) {
            requireInside(root);
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(this::key)
                    .sorted()
                    .toList();
        } catch (FileSystemException e) {
            throw withoutPath(e);
        } catch (UncheckedIOException e) {
            throw new IOException("a folder below it cannot be read", e);
        }
    }

    @Override
    public Kept write(String key, Path file, String contentType) throws IOException {
        Path target = file(key);
        try {
            Path existing = target.getParent();
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            // before a folder is made where a link leads
            requireInside(existing);
            Files.createDirectories(target.getParent());
            requireInside(target.getParent());
            Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
            // bytes only, since the permissions of temporary files are those of their owner
            try (var out = Files.newOutputStream(part)) {
                Files.copy(file, out);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw withoutPath(e);
        }
        return new Kept(name, key);
    }

    private String key(Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private Path file(String key) throws IOException {
        try {
            Path file = folder.resolve(key).normalize();
            if (file.equals(folder) || !file.startsWith(folder)) {
                throw new IOException("it leads out of the storage");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new IOException("its key is not a path", e);
        }
    }

    /** A symbolic link must not lead out of the folder either. */
    private void requireInside(Path file) throws IOException {
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new IOException("it leads out of the storage");
        }
    }

    private static IOException withoutPath(FileSystemException e) {
        String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
        return new IOException("the file system says " + reason, e);
    }
}
