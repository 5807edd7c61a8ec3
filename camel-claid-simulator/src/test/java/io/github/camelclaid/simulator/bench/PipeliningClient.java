package io.github.camelclaid.simulator.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends requests over one connection, some at a time, with next to no work of its own. Of one thread. */
final class PipeliningClient {

    private static final int AT_A_TIME = 16;
    private static final String LENGTH = "content-length: ";

    private final int port;
    private final List<byte[]> requests;
    private long answers;

    PipeliningClient(int port, String key, List<String> paths) {
        this.port = port;
        this.requests = paths.stream()
                .map(path -> ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    long answers() {
        return answers;
    }

    void runUntil(long end) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            int next = 0;
            while (System.nanoTime() < end) {
                ByteArrayOutputStream batch = new ByteArrayOutputStream();
                for (int i = 0; i < AT_A_TIME; i++) {
                    batch.writeBytes(requests.get(next++ % requests.size()));
                }
                batch.writeTo(socket.getOutputStream());
                for (int i = 0; i < AT_A_TIME; i++) {
                    readAnswer(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAnswer(InputStream in) throws IOException {
        long length = -1;
        StringBuilder line = new StringBuilder();
        boolean isFirst = true;
        for (int c = in.read(); ; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String text = line.toString().trim();
            line.setLength(0);
            if (isFirst && !text.endsWith("200 OK")) {
                throw new IOException("answered " + text);
            }
            isFirst = false;
            if (text.isEmpty()) {
                break;
            }
            if (text.length() > LENGTH.length()
                    && text.substring(0, LENGTH.length()).equalsIgnoreCase(LENGTH)) {
                length = Long.parseLong(text.substring(LENGTH.length()));
            }
        }
        in.skipNBytes(length);
        answers++;
    }
}
