package io.github.camelclaid.simulator.storage;

import io.github.camelclaid.simulator.net.ReachableHosts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what has an http(s) address: from the folder that stands in for its host, or else over the network, on {@link
 * ReachableHosts} only. Redirects are not followed. Thread-safe; blocks.
 */
public final class Web {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReachableHosts hosts;
    private final Map<String, Storage> standIns = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param standIns the folders that stand in for hosts, by the host's name in any case */
    public Web(ReachableHosts hosts, Map<String, Path> standIns) {
        this.hosts = hosts;
        standIns.forEach((host, folder) -> this.standIns.put(anyCase(host), new FolderStorage(host, folder)));
    }

    /**
     * What is at that address, to be closed.
     *
     * @throws IOException whose message is a reason for the user of the API, as the rest of a sentence
     */
    public InputStream read(URI uri) throws IOException {
        Storage standIn = standIns.get(anyCase(uri.getHost()));
        return standIn == null ? fetched(uri) : found(uri, standIn);
    }

    private static InputStream found(URI uri, Storage standIn) throws IOException {
        try {
            return standIn.read(uri.getPath().replaceFirst("^/", ""));
        } catch (IOException e) {
            throw new IOException("a folder stands in for its host, and " + e.getMessage(), e);
        }
    }

    private InputStream fetched(URI uri) throws IOException {
        if (!hosts.contain(uri.getHost())) {
            throw new IOException(
                    "host " + uri.getHost() + " is not reachable for the simulator, unless it is allowed by name");
        }
        HttpResponse<InputStream> answer = ask(uri);
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException("it answers with status " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<InputStream> ask(URI uri) throws IOException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("it does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the simulator is being closed", e);
        }
    }

    private static String anyCase(String host) {
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }
}
