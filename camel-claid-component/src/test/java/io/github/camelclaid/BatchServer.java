package io.github.camelclaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers batches just as a test says: names, errors and echoes that Claid may send and a well-behaved simulator does not. */
final class BatchServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> submitted = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** Statuses that the next requests get instead of an answer. */
    final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();

    final ArrayNode results = JSON.createArrayNode();
    final ArrayNode errors = JSON.createArrayNode();
    volatile String end = "DONE";

    private final Map<String, JsonNode> echoes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;
    private final byte[] picture;

    BatchServer() throws IOException {
        picture = Shop.picture(1, "jpg");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** One more result, at a temporary URL of this name. */
    BatchServer result(String name) {
        object().put("tmp_url", url() + "/results/" + name);
        return this;
    }

    BatchServer stored(String uri) {
        object().put("claid_storage_uri", uri);
        return this;
    }

    BatchServer error(String text) {
        errors.addObject().put("error", text).put("created_at", "2026-01-01");
        return this;
    }

    private ObjectNode object() {
        ObjectNode pair = results.addObject();
        pair.putObject("input_object").put("ext", "png").put("mime", "image/png");
        return pair.putObject("output_object")
                .put("ext", "jpg")
                .put("mime", "image/jpeg")
                .put("format", "JPEG");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/results/")) {
                exchange.getResponseHeaders().add("Content-Type", "image/jpeg");
                exchange.sendResponseHeaders(200, picture.length);
                exchange.getResponseBody().write(picture);
                return;
            }
            requests.add(exchange.getRequestMethod() + " " + path);
            Integer refusal = refusals.poll();
            if (refusal != null) {
                send(exchange, refusal, JSON.createObjectNode().put("error_message", "scripted"));
            } else if (exchange.getRequestMethod().equals("POST")) {
                JsonNode request = JSON.readTree(exchange.getRequestBody());
                submitted.add(request);
                String id = String.valueOf(submitted.size());
                echoes.put(id, request);
                send(exchange, 200, task(id, "ACCEPTED"));
            } else {
                ObjectNode task = task(path.substring(path.lastIndexOf('/') + 1), end);
                send(exchange, 200, task.<ObjectNode>set("results", results).set("errors", errors));
            }
        }
    }

    private ObjectNode task(String id, String status) {
        ObjectNode task = JSON.createObjectNode();
        task.put("id", Long.parseLong(id)).put("status", status).put("created_at", "2026-01-01T00:00:00Z");
        return task.set("request", echoes.get(id));
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
