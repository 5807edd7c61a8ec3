package io.github.camelclaid.simulator.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The storage connectors of an account: those that the simulator was started with and those made over the API. What is
 * changed here holds for the next address that is read or written. Thread-safe; blocks where objects are read or written,
 * and nowhere else.
 */
public final class Storages implements AutoCloseable {

    private static final long FIRST_ID = 301;

    private final Clock clock;
    private final BucketHost buckets;
    private final Web web;
    private final NavigableMap<Long, Connected> byId = new ConcurrentSkipListMap<>();
    private final List<Connected> initial = new ArrayList<>();
    /** Removed and replaced ones too: an edit may still be reading from them. */
    private final Queue<Connected> toClose = new ConcurrentLinkedQueue<>();

    private long nextId = FIRST_ID;

    private Storages(Outside outside) {
        this.clock = outside.clock();
        this.buckets = outside.buckets();
        this.web = outside.web();
    }

    /** What a storage is made of, before it is opened. */
    public sealed interface Settings permits Folder, S3Bucket, WebFolder, BucketHost.Nowhere {

        /**
         * @param name of the storage
         * @throws IllegalStateException with a reason for a person, if it cannot be opened
         */
        Storage open(String name);
    }

    /** Objects are the files below that folder of this machine. */
    public record Folder(Path path) implements Settings {

        @Override
        public Storage open(String name) {
            return new FolderStorage(name, path);
        }
    }

    record WebFolder(String baseUrl, Web web) implements Settings {

        @Override
        public Storage open(String name) {
            return new WebStorage(baseUrl, web);
        }
    }

    /** What storages need of the world. */
    public record Outside(Clock clock, BucketHost buckets, Web web) {}

    /** Connects to all of them; close them after use. */
    public static Storages open(Map<String, Settings> settings, Outside outside) {
        Storages storages = new Storages(outside);
        try {
            // sorted, so that ids are the same each time
            new TreeMap<>(settings).forEach(storages::connectAtStart);
            return storages;
        } catch (RuntimeException e) {
            storages.close();
            throw e;
        }
    }

    /** All of them, in the order of their ids. */
    public List<Connector> all() {
        return byId.values().stream().map(Connected::connector).toList();
    }

    public Optional<Connector> find(long id) {
        return Optional.ofNullable(byId.get(id)).map(Connected::connector);
    }

    /** Makes a storage; empty if its name is taken. */
    public synchronized Optional<Connector> add(Definition definition) {
        if (isTaken(definition.name(), nextId)) {
            return Optional.empty();
        }
        Connector connector = new Connector(nextId++, definition, clock.instant(), false);
        return Optional.of(connect(connector, settings(definition)));
    }

    /** Makes something else of the storage of that id, which must exist; empty if its name is taken. */
    public synchronized Optional<Connector> change(long id, Definition definition) {
        if (isTaken(definition.name(), id)) {
            return Optional.empty();
        }
        Connected before = byId.get(id);
        Connector old = before.connector();
        Settings settings = old.definition().parameters().equals(definition.parameters())
                ? before.settings()
                : settings(definition, before.settings());
        Connector changed = new Connector(id, definition, old.createdAt(), old.folder());
        return Optional.of(connect(changed, settings));
    }

    /** Disconnects the storage; its objects stay. */
    public synchronized void remove(long id) {
        byId.remove(id);
    }

    /** Only those that the simulator was started with, as they were then. */
    public synchronized void reset() {
        byId.clear();
        initial.forEach(connected -> byId.put(connected.connector().id(), connected));
    }

    /** The content of the object at that address, to be closed. */
    public InputStream read(StorageAddress address) throws StorageException {
        Storage storage = opened(withObject(address));
        try {
            return storage.read(address.key());
        } catch (IOException e) {
            throw new StorageException(
                    "Object " + address + " cannot be read from the storage: " + e.getMessage() + ".", e);
        }
    }

    /** The objects below a folder, in the order of the alphabet; none if there is no such folder. */
    public List<StorageAddress> list(StorageAddress folder, boolean recursive) throws StorageException {
        Storage storage = opened(at(folder));
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
        Connected connected = withObject(address);
        Storage storage = opened(connected);
        try {
            Storage.Kept kept = storage.write(address.key(), file, contentType);
            StorageType type = connected.connector().definition().type();
            return new StoredObject(type.scheme(), kept.bucket(), kept.key(), address);
        } catch (IOException e) {
            throw new StorageException(
                    "Object " + address + " cannot be written to the storage: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        toClose.forEach(Connected::close);
    }

    private void connectAtStart(String name, Settings settings) {
        Definition definition = new Definition(name, StorageType.S3, shown(name, settings));
        Instant now = clock.instant();
        connect(new Connector(nextId++, definition, now, settings instanceof Folder), settings);
        Connected connected = byId.lastEntry().getValue();
        // mistakes in the settings of a simulator are told when it starts
        connected.storage();
        initial.add(connected);
    }

    /** The API knows no folders of this machine, and nobody needs to know where they are. */
    private static Definition.Bucket shown(String name, Settings settings) {
        return settings instanceof S3Bucket bucket
                ? new Definition.Bucket(bucket.name(), bucket.path(), bucket.credentials())
                : new Definition.Bucket(name, "", Optional.empty());
    }

    private Connector connect(Connector connector, Settings settings) {
        Connected connected = new Connected(connector, settings);
        byId.put(connector.id(), connected);
        toClose.add(connected);
        return connector;
    }

    private Settings settings(Definition definition) {
        return definition.parameters() instanceof Definition.Bucket bucket
                ? buckets.place(bucket)
                : new WebFolder(((Definition.WebFolder) definition.parameters()).baseUrl(), web);
    }

    /** A bucket stays with its server. */
    private Settings settings(Definition definition, Settings before) {
        return before instanceof S3Bucket there && definition.parameters() instanceof Definition.Bucket bucket
                ? there.changedTo(bucket)
                : settings(definition);
    }

    private boolean isTaken(String name, long id) {
        return byName(name).filter(other -> other.connector().id() != id).isPresent();
    }

    private Optional<Connected> byName(String name) {
        return byId.values().stream()
                .filter(connected -> connected.connector().name().equals(name))
                .findFirst();
    }

    private Connected withObject(StorageAddress address) throws StorageException {
        if (address.isFolder()) {
            throw new StorageException("Address " + address + " names a folder, not an object.");
        }
        return at(address);
    }

    private Connected at(StorageAddress address) throws StorageException {
        Connected connected = byName(address.storage())
                .orElseThrow(() -> new StorageException("Storage " + address.storage() + " is not found."));
        // buckets have no folders to go up from, yet not every server in front of them knows
        if (List.of(address.key().split("/")).contains("..")) {
            throw new StorageException("Address " + address + " leads out of the storage.");
        }
        return connected;
    }

    private static Storage opened(Connected connected) throws StorageException {
        try {
            return connected.storage();
        } catch (IllegalStateException e) {
            throw new StorageException(e.getMessage() + ".", e);
        }
    }
}
