package io.github.camelclaid.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a bare socket, which can break every rule of HTTP. One thread for each connection. */
final class RawServer implements AutoCloseable {

    /** What it does on each connection; when it returns the connection is closed. */
    interface Conversation {
        void hold(Connection connection) throws Exception;
    }

    record Request(String line, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final ServerSocket socket;
    private final Conversation conversation;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<Socket> connections = new CopyOnWriteArrayList<>();

    RawServer(Conversation conversation) throws IOException {
        this(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), conversation);
    }

    RawServer(ServerSocket socket, Conversation conversation) {
        this.socket = socket;
        this.conversation = conversation;
        threads.execute(this::accept);
    }

    /** Answers every request with the same bytes. */
    static RawServer answering(String status, String headers, String body) throws IOException {
        return new RawServer(connection -> {
            while (connection.read() != null) {
                connection.answer(status, headers, body);
            }
        });
    }

    static RawServer answering(String status, String body) throws IOException {
        return answering(status, "", body);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket accepted = socket.accept();
                connections.add(accepted);
                open.add(accepted);
                threads.execute(() -> {
                    try (accepted) {
                        conversation.hold(new Connection(accepted));
                    } catch (Exception e) {
                        // the client went away, which is what many tests are about
                    } finally {
                        open.remove(accepted);
                    }
                });
            }
        } catch (IOException e) {
            // closed
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
        threads.shutdownNow();
    }

    final class Connection {
        final Socket socket;
        final InputStream in;
        final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** The next request to its last byte; null when the client has closed. */
        Request read() throws IOException {
            Request head = readHead();
            if (head == null) {
                return null;
            }
            String length = head.header("content-length");
            byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
            Request request = new Request(head.line(), head.headers(), body);
            requests.add(request);
            return request;
        }

        Request readHead() throws IOException {
            String line = line();
            if (line == null) {
                return null;
            }
            Map<String, String> headers = new TreeMap<>();
            for (String header = line(); header != null && !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).trim());
            }
            return new Request(line, headers, new byte[0]);
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    return null;
                }
                line.write(next);
            }
            return line.toString(StandardCharsets.UTF_8).stripTrailing();
        }

        void answer(String status, String headers, String body) throws IOException {
            write("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Ends the connection with a reset instead of a farewell. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Returns when the client closes the connection. */
        void awaitClose() {
            try {
                while (in.read() >= 0) {
                    // whatever still comes
                }
            } catch (IOException e) {
                // a reset is a way to close
            }
        }

        /** Sends a space every 20 ms until the client closes the connection. */
        void trickle() {
            try {
                socket.setSoTimeout(20);
                while (true) {
                    try {
                        if (in.read() < 0) {
                            return;
                        }
                    } catch (SocketTimeoutException e) {
                        write(" ");
                    }
                }
            } catch (IOException e) {
                // a reset is a way to close
            }
        }
    }
}
