package io.github.camelclaid.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire between two processes that can be cut, and in which a request can get stuck. */
final class Relay implements AutoCloseable {

    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress target;
    private volatile boolean isCut;
    private volatile Trap trap;

    Relay() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void leadTo(int port) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** All connections break, and no other can be made. */
    void cut() {
        isCut = true;
        open.forEach(Relay::closeQuietly);
    }

    void mend() {
        isCut = false;
    }

    /** Of the n-th POST to a path half goes through, and nothing after that. */
    CompletableFuture<Void> trap(String path, int nth) {
        trap = new Trap(path, new AtomicInteger(nth), new CompletableFuture<>());
        return trap.sprung;
    }

    private record Trap(String path, AtomicInteger left, CompletableFuture<Void> sprung) {

        boolean takes(byte[] bytes, int length) {
            String head = new String(bytes, 0, Math.min(length, 200), StandardCharsets.ISO_8859_1);
            return head.startsWith("POST ") && head.contains(path) && left.decrementAndGet() == 0;
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (isCut) {
                    closeQuietly(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // closed, or nobody is there to be connected to
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(target);
        } catch (IOException e) {
            closeQuietly(client);
            throw e;
        }
        open.add(client);
        open.add(server);
        inBackground(() -> pump(client, server));
        inBackground(() -> pump(server, client));
        if (isCut) {
            cut();
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16 * 1024];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                Trap set = trap;
                if (set != null && set.takes(bytes, length)) {
                    out.write(bytes, 0, length / 2);
                    set.sprung.complete(null);
                    in.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                out.write(bytes, 0, length);
            }
        } catch (IOException e) {
            // either end has gone
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
