package io.github.camelclaid.simulator.storage;

/** A connector and what it connects to, which is opened when it is first needed. Thread-safe. */
final class Connected {

    private final Connector connector;
    private final Storages.Settings settings;
    private Storage storage;

    Connected(Connector connector, Storages.Settings settings) {
        this.connector = connector;
        this.settings = settings;
    }

    Connector connector() {
        return connector;
    }

    Storages.Settings settings() {
        return settings;
    }

    /** @throws IllegalStateException with a reason for a person, if it cannot be opened as it is */
    synchronized Storage storage() {
        if (storage == null) {
            storage = settings.open(connector.name());
        }
        return storage;
    }

    synchronized void close() {
        if (storage != null) {
            storage.close();
        }
    }
}
