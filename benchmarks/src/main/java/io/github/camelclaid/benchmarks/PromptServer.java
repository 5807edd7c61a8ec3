package io.github.camelclaid.benchmarks;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server in a process of its own whose tasks are done when they are first asked for. The simulator really makes its
 * pictures, a few hundred a second at most: it would be the simulator whose throughput is measured.
 */
final class PromptServer implements AutoCloseable {

    private static final String KEY = "prompt-key";
    private static final String READY = "READY ";

    private static final String PENDING = "{\"data\":{\"id\":%d,\"status\":\"ACCEPTED\","
            + "\"created_at\":\"2026-01-01T00:00:00.000000+00:00\",\"request\":%s}}";
    private static final String DONE = "{\"data\":{\"id\":%d,\"status\":\"DONE\","
            + "\"created_at\":\"2026-01-01T00:00:00.000000+00:00\","
            + "\"request\":{\"input\":\"https://pictures.example/picture.png\",\"operations\":{}},\"errors\":[],"
            + "\"result\":{\"input_object\":%s,\"output_object\":%s}}}";
    private static final String IMAGE = "{\"ext\":\"png\",\"mps\":0.000064,\"mime\":\"image/png\",\"format\":\"PNG\","
            + "\"width\":8,\"height\":8}";
    private static final String OUTPUT = IMAGE.replace("}", ",\"tmp_url\":\"http://127.0.0.1/_tmp/picture.png\"}");

    private final Process process;
    private final String baseUrl;

    PromptServer() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PromptServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the server did not start");
        }
        baseUrl = line.substring(READY.length());
    }

    Ground ground(FastTime time) {
        return new Ground(baseUrl, KEY, "none", time);
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] arguments) throws Exception {
        AtomicLong ids = new AtomicLong();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", exchange -> answer(exchange, ids))
                .build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        System.out.println(READY + "http://127.0.0.1:" + address.getPort());
        Thread.currentThread().join();
    }

    private static void answer(HttpServerExchange exchange, AtomicLong ids) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, ClaidCalls.JSON);
        if (exchange.getRequestMethod().equals(Methods.POST)) {
            exchange.getRequestReceiver().receiveFullString((received, body) -> received.getResponseSender()
                    .send(String.format(PENDING, ids.incrementAndGet(), body)));
        } else {
            String path = exchange.getRequestPath();
            long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
            exchange.getResponseSender().send(String.format(DONE, id, IMAGE, OUTPUT));
        }
    }
}
