package io.github.camelclaid.simulator.edit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;

/** Folders that stand for the storages of an account: {@code storage://name/path} is a file below one of them. */
public final class Storages {

    private static final String SCHEME = "storage://";

    private final Map<String, Path> folders;

    public Storages(Map<String, Path> folders) {
        this.folders = Map.copyOf(folders);
    }

    /** Whether the address has the scheme of storages. */
    public static boolean isAddress(String address) {
        return address.startsWith(SCHEME);
    }

    /** The existing file at that address. */
    Path existing(String address) throws EditFailure {
        Path file = inside(address);
        // a symbolic link must not lead out of the folder either
        try {
            if (!Files.isRegularFile(file)
                    || !file.toRealPath().startsWith(folder(address).toRealPath())) {
                throw new EditFailure("Object " + address + " cannot be read from the storage.");
            }
        } catch (IOException e) {
            throw new EditFailure("Object " + address + " cannot be read from the storage.", null, e);
        }
        return file;
    }

    /** Where a new file of that address goes, below an existing folder. */
    private Path target(String address) throws EditFailure {
        Path file = inside(address);
        try {
            Files.createDirectories(file.getParent());
            if (!file.getParent().toRealPath().startsWith(folder(address).toRealPath())) {
                throw new EditFailure("Address " + address + " leads out of the storage.");
            }
        } catch (IOException e) {
            throw new EditFailure("Object " + address + " cannot be written to the storage.", null, e);
        }
        return file;
    }

    /** Moves a finished file to an address; one that ends in a slash is a folder. */
    Edited.Place.Stored keep(Path file, String address, String name) throws EditFailure {
        String full = address.endsWith("/") ? address + name : address;
        try {
            Path target = target(full);
            // copied, since temporary files belong to their owner only; and never seen half written
            Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                Files.copy(file, out);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EditFailure("Object " + full + " cannot be written to the storage.", null, e);
        } finally {
            ResultFiles.deleteQuietly(file);
        }
        return new Edited.Place.Stored(name(full), key(full));
    }

    /** The name of the storage in an address. */
    private static String name(String address) {
        String rest = address.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /** The part of an address behind the storage, without the escapes that an address needs for spaces. */
    private static String key(String address) {
        String rest = address.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String key = slash < 0 ? "" : rest.substring(slash + 1);
        try {
            // in a path, other than in a form, a plus is a plus
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return key;
        }
    }

    private Path folder(String address) throws EditFailure {
        Path folder = folders.get(name(address));
        if (folder == null) {
            throw new EditFailure("Storage " + name(address) + " is not found.");
        }
        return folder.toAbsolutePath().normalize();
    }

    private Path inside(String address) throws EditFailure {
        Path folder = folder(address);
        try {
            Path file = folder.resolve(key(address)).normalize();
            if (file.equals(folder) || !file.startsWith(folder)) {
                throw new EditFailure("Address " + address + " leads out of the storage.");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new EditFailure("Address " + address + " is not a path.", null, e);
        }
    }
}
