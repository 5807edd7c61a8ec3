package io.github.camelclaid.simulator.storage;

import java.time.Instant;

/**
 * One storage of the account, as it is now.
 *
 * @param folder whether it is really a folder of this machine, which only shows itself as a bucket
 */
public record Connector(long id, Definition definition, Instant createdAt, boolean folder) {

    public String name() {
        return definition.name();
    }
}
