package io.github.camelclaid.simulator.storage;

import io.github.camelclaid.simulator.net.ReachableHosts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reads over http(s), on {@link ReachableHosts} only. Redirects are not followed. Thread-safe; blocks. */
public final class Web {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReachableHosts hosts;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public Web(ReachableHosts hosts) {
        this.hosts = hosts;
    }

    /**
     * What is at that address, to be closed.
     *
     * @throws IOException whose message is a reason for the user of the API, as the rest of a sentence
     */
    public InputStream read(URI uri) throws IOException {
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
}
