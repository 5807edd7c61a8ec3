package io.github.camelclaid.simulator.edit;

import io.github.camelclaid.simulator.storage.Storage;
import io.github.camelclaid.simulator.storage.Storages;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Inputs at http(s) addresses: files that stand in for the pictures of a host, else the loopback interface and the hosts
 * that were allowed. Nothing else is fetched, so that a demo can never be used to look around in a network. Thread-safe;
 * blocks.
 */
public final class Web {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Set<String> allowedHosts;
    private final Map<String, Storage> standIns = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param standIns the folders whose files stand in for what lies on a host, by its name */
    public Web(Set<String> allowedHosts, Map<String, Path> standIns) {
        this.allowedHosts = Set.copyOf(allowedHosts);
        standIns.forEach((host, folder) -> this.standIns.put(named(host), new Storages.Folder(folder).open(host)));
    }

    /**
     * The content at that address, to be closed.
     *
     * @param uri with a host and a path
     * @throws IOException if the connection breaks
     */
    InputStream open(URI uri) throws IOException, EditFailure {
        Storage standIn = standIns.get(named(uri.getHost()));
        return standIn == null ? fetched(uri) : found(uri, standIn);
    }

    private static InputStream found(URI uri, Storage standIn) throws EditFailure {
        try {
            return standIn.read(uri.getPath().replaceFirst("^/", ""));
        } catch (IOException e) {
            String address = uri.toString().replaceFirst("[?#].*", "");
            throw new EditFailure(
                    "Input " + address + " is not among the files that stand in for its host: " + e.getMessage() + ".",
                    null,
                    e);
        }
    }

    private InputStream fetched(URI uri) throws IOException, EditFailure {
        if (!mayRead(uri.getHost())) {
            throw new EditFailure("Host " + uri.getHost() + " is not reachable for the simulator; allow it by name.");
        }
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                answer.body().close();
                throw new EditFailure("Input " + uri + " answers with status " + answer.statusCode() + ".");
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EditFailure("The simulator is being closed.", null, e);
        }
    }

    private boolean mayRead(String host) {
        if (allowedHosts.contains(host)) {
            return true;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Names of hosts are the same in any case. */
    private static String named(String host) {
        return host.toLowerCase(Locale.ROOT);
    }
}
