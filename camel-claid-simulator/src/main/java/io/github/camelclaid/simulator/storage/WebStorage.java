package io.github.camelclaid.simulator.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Objects are what a web server has below an address; they can only be read. */
final class WebStorage implements Storage {

    private final String folder;
    private final Web web;

    /** @param baseUrl an http(s) address, without query and fragment */
    WebStorage(String baseUrl, Web web) {
        this.folder = baseUrl.endsWith("/") ? baseUrl : baseUrl + "/";
        this.web = web;
    }

    @Override
    public InputStream read(String key) throws IOException {
        return web.read(URI.create(folder + StorageAddress.encoded(key)));
    }

    @Override
    public List<String> list(String ignored, boolean recursive) throws IOException {
        throw new IOException("a web_folder cannot be listed");
    }

    @Override
    public Kept write(String key, Path file, String contentType) throws IOException {
        throw new IOException("a web_folder can only be read");
    }
}
