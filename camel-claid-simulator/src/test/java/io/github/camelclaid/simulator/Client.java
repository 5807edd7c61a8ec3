package io.github.camelclaid.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A client as simple as can be; it hides nothing of the answers. */
final class Client {

    static final String KEY = "test-key";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ClaidSimulator simulator;
    private final String prefix;

    Client(ClaidSimulator simulator) {
        this(simulator, "v1");
    }

    Client(ClaidSimulator simulator, String prefix) {
        this.simulator = simulator;
        this.prefix = prefix;
    }

    /** An answer as it came. */
    record Reply(int status, java.net.http.HttpHeaders headers, byte[] body) {

        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        JsonNode data() {
            return json().path("data");
        }
    }

    Reply submit(String input) {
        return submit(input, "{}");
    }

    Reply submit(String input, String operations) {
        return post("{\"input\": \"%s\", \"operations\": %s}".formatted(input, operations));
    }

    Reply submit(String input, String operations, String output) {
        return post("{\"input\": \"%s\", \"operations\": %s, \"output\": %s}".formatted(input, operations, output));
    }

    /** A submit with exactly this body. */
    Reply post(String body) {
        return send("POST", "image/edit/async", body);
    }

    /** With the key and that body, to a path below the version. */
    Reply send(String method, String path, String body) {
        return send(request("/" + prefix + "/" + path)
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A synchronous edit. */
    Reply edit(String input, String operations, String output) {
        return send(
                "POST",
                "image/edit",
                "{\"input\": \"%s\", \"operations\": %s, \"output\": %s}".formatted(input, operations, output));
    }

    /** An ai-edit with exactly these members. */
    Reply aiEdit(String input, String options, String output) {
        return send(
                "POST",
                "image/ai-edit",
                "{\"input\": \"%s\", \"options\": %s, \"output\": %s}".formatted(input, options, output));
    }

    Reply pollAiEdit(long id) {
        return get("/" + prefix + "/image/ai-edit/" + id);
    }

    /** A batch with exactly these members. */
    Reply batch(String input, String operations, String output) {
        return send(
                "POST",
                "image/edit/batch",
                "{\"input\": %s, \"operations\": %s, \"output\": %s}".formatted(input, operations, output));
    }

    /** A batch with exactly this body. */
    Reply postBatch(String body) {
        return send("POST", "image/edit/batch", body);
    }

    /** An upload of a picture with that data. */
    Reply upload(String data, byte[] picture) {
        String head = "--frontier\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n" + data
                + "\r\n--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"shoe\"\r\n\r\n";
        return send(request("/" + prefix + "/image/edit/upload")
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "multipart/form-data; boundary=frontier")
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(head),
                        HttpRequest.BodyPublishers.ofByteArray(picture),
                        HttpRequest.BodyPublishers.ofString("\r\n--frontier--\r\n"))));
    }

    Reply pollBatch(long id) {
        return get("/" + prefix + "/image/edit/batch/" + id);
    }

    Reply poll(long id) {
        return get("/" + prefix + "/image/edit/async/" + id);
    }

    /** With the key. */
    Reply get(String path) {
        return send(request(path).header("Authorization", "Bearer " + KEY));
    }

    /** Without the key. */
    Reply open(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path));
    }
}
