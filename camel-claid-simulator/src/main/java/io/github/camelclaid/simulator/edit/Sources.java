package io.github.camelclaid.simulator.edit;

import io.github.camelclaid.simulator.storage.StorageAddress;
import io.github.camelclaid.simulator.storage.StorageException;
import io.github.camelclaid.simulator.storage.Storages;
import io.github.camelclaid.simulator.storage.Web;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads inputs: the simulator's own temporary URLs, storages, and the web as far as it may be read. */
public final class Sources {

    private final ResultFiles results;
    private final Storages storages;
    private final Web web;
    private final long maxBytes;

    /** @param maxBytes the largest input that is read */
    public Sources(ResultFiles results, Storages storages, Web web, long maxBytes) {
        this.results = results;
        this.storages = storages;
        this.web = web;
        this.maxBytes = maxBytes;
    }

    /** The input at that address, as a local file. Close it after use. */
    public Source open(String address) throws EditFailure {
        if (StorageAddress.is(address)) {
            return stored(StorageAddress.parse(address));
        }
        URI uri = parse(address);
        var own = results.find(uri.getPath());
        if (own.isPresent()) {
            return checked(new Source(own.get().path(), own.get().name(), false));
        }
        return fetch(uri);
    }

    private Source checked(Source source) throws EditFailure {
        try {
            if (Files.size(source.file()) > maxBytes) {
                throw new EditFailure("The input is larger than " + maxBytes + " bytes.");
            }
        } catch (IOException e) {
            throw new EditFailure("The input cannot be read.", null, e);
        }
        return source;
    }

    private static URI parse(String address) throws EditFailure {
        try {
            URI uri = URI.create(address);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getPath() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below like any other address that is none
        }
        throw new EditFailure("Input " + address + " is neither an http(s) nor a storage address.");
    }

    private Source stored(StorageAddress address) throws EditFailure {
        try (InputStream content = storages.read(address)) {
            return copied(content, address.name());
        } catch (StorageException e) {
            throw new EditFailure(e.getMessage(), null, e);
        } catch (IOException e) {
            throw new EditFailure("Object " + address + " cannot be read to its end.", null, e);
        }
    }

    private Source fetch(URI uri) throws EditFailure {
        try (InputStream content = opened(uri)) {
            return copied(content, FileNames.last(uri.getPath()));
        } catch (IOException e) {
            throw new EditFailure("Input " + uri + " cannot be read to its end.", null, e);
        }
    }

    private InputStream opened(URI uri) throws EditFailure {
        try {
            return web.read(uri);
        } catch (IOException e) {
            throw new EditFailure("Input " + uri + " cannot be read: " + e.getMessage() + ".", null, e);
        }
    }

    private Source copied(InputStream content, String name) throws IOException, EditFailure {
        Path file = results.scratch(".in");
        try {
            copy(content, file);
            return new Source(file, name, true);
        } catch (IOException | EditFailure | RuntimeException e) {
            TemporaryFolder.deleteQuietly(file);
            throw e;
        }
    }

    private void copy(InputStream body, Path file) throws IOException, EditFailure {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[16 * 1024];
            long total = 0;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                total += n;
                if (total > maxBytes) {
                    throw new EditFailure("The input is larger than " + maxBytes + " bytes.");
                }
                out.write(buffer, 0, n);
            }
        }
    }
}
