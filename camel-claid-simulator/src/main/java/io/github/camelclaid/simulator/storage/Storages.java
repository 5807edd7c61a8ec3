package io.github.camelclaid.simulator.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The storage connectors of an account, by name. Thread-safe; blocks. */
public final class Storages implements AutoCloseable {

    private final Map<String, Storage> byName;

    private Storages(Map<String, Storage> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** What a storage is made of, before it is opened. */
    public sealed interface Settings permits Folder, S3Bucket {

        /** @param name of the storage */
        Storage open(String name);
    }

    /** Objects are the files below that folder of this machine. */
    public record Folder(Path path) implements Settings {

        @Override
        public Storage open(String name) {
            return new FolderStorage(name, path);
        }
    }

    /** Connects to all of them; close them after use. */
    public static Storages open(Map<String, Settings> settings) {
        Map<String, Storage> opened = new HashMap<>();
        try {
            settings.forEach((name, each) -> opened.put(name, each.open(name)));
            return new Storages(opened);
        } catch (RuntimeException e) {
            opened.values().forEach(Storage::close);
            throw e;
        }
    }

    /** The content of the object at that address, to be closed. */
    public InputStream read(StorageAddress address) throws StorageException {
        Storage storage = withObject(address);
        try {
            return storage.read(address.key());
        } catch (IOException e) {
            throw new StorageException(
                    "Object " + address + " cannot be read from the storage: " + e.getMessage() + ".", e);
        }
    }

    /** The objects below a folder, in the order of the alphabet; none if there is no such folder. */
    public List<StorageAddress> list(StorageAddress folder, boolean recursive) throws StorageException {
        Storage storage = at(folder);
        try {
            return storage.list(folder.key(), recursive).stream()
                    .map(key -> new StorageAddress(folder.storage(), key))
                    .toList();
        } catch (IOException e) {
            throw new StorageException("Folder " + folder + " cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    /** Keeps a copy of the file at that address. */
    public StoredObject write(StorageAddress address, Path file, String contentType) throws StorageException {
        Storage storage = withObject(address);
        try {
            Storage.Kept kept = storage.write(address.key(), file, contentType);
            return new StoredObject(kept.bucket(), kept.key(), address);
        } catch (IOException e) {
            throw new StorageException(
                    "Object " + address + " cannot be written to the storage: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        byName.values().forEach(Storage::close);
    }

    private Storage withObject(StorageAddress address) throws StorageException {
        if (address.isFolder()) {
            throw new StorageException("Address " + address + " names a folder, not an object.");
        }
        return at(address);
    }

    private Storage at(StorageAddress address) throws StorageException {
        Storage storage = byName.get(address.storage());
        if (storage == null) {
            throw new StorageException("Storage " + address.storage() + " is not found.");
        }
        // buckets have no folders to go up from, yet not every server in front of them knows
        if (List.of(address.key().split("/")).contains("..")) {
            throw new StorageException("Address " + address + " leads out of the storage.");
        }
        return storage;
    }
}
