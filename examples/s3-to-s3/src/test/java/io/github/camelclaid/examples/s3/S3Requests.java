package io.github.camelclaid.examples.s3;

import java.lang.reflect.Field;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/** What an S3 server was asked, in the order in which its answers were complete, bodies included. */
final class S3Requests {

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private volatile boolean deletesAreDenied;

    /**
     * @param path bucket and key, decoded
     * @param bytes of the answer's body
     * @param signature the header Authorization; null for a presigned URL
     */
    record Entry(String method, String path, int status, long bytes, String signature) {

        boolean isObject() {
            return path.indexOf('/', 1) > 0;
        }

        boolean isPresigned() {
            return signature == null;
        }

        boolean isByRoute() {
            return signature != null && signature.contains("Credential=" + LocalS3.ACCESS_KEY + "/");
        }
    }

    /** Listens to a server that has not been started. */
    static S3Requests of(S3Proxy server) throws ReflectiveOperationException {
        S3Requests requests = new S3Requests();
        Field jetty = S3Proxy.class.getDeclaredField("server");
        jetty.setAccessible(true);
        Server http = (Server) jetty.get(server);
        http.setHandler(requests.new Guard(http.getHandler()));
        http.setRequestLog((request, response) -> requests.entries.add(new Entry(
                request.getMethod(),
                URLDecoder.decode(request.getHttpURI().getPath().replace("+", "%2B"), StandardCharsets.UTF_8),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                request.getHeaders().get("Authorization"))));
        return requests;
    }

    /** As a bucket's policy may have it. */
    void denyDeletes(boolean denied) {
        deletesAreDenied = denied;
    }

    private final class Guard extends Handler.Wrapper {

        Guard(Handler next) {
            super(next);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (deletesAreDenied && request.getMethod().equals("DELETE")) {
                Response.writeError(request, response, callback, 403);
                return true;
            }
            return super.handle(request, response, callback);
        }
    }

    void forget() {
        entries.clear();
    }

    /** Reads of objects by the routes. */
    List<Entry> gets() {
        return entries.stream()
                .filter(entry -> entry.method().equals("GET") && entry.isObject() && entry.isByRoute())
                .toList();
    }

    /** Reads of objects by whoever holds a presigned URL. */
    List<Entry> presignedGets() {
        return entries.stream()
                .filter(entry -> entry.method().equals("GET") && entry.isObject() && entry.isPresigned())
                .toList();
    }

    /** Bucket and key of what was deleted, sorted. */
    List<String> deleted() {
        return entries.stream()
                .filter(entry -> entry.method().equals("DELETE"))
                .map(Entry::path)
                .sorted()
                .toList();
    }

    /** Reads of objects by Claid's storage connectors. */
    List<Entry> connectorGets() {
        return entries.stream()
                .filter(entry ->
                        entry.method().equals("GET") && entry.isObject() && !entry.isPresigned() && !entry.isByRoute())
                .toList();
    }

    long listings() {
        return entries.stream()
                .filter(entry -> entry.method().equals("GET") && !entry.isObject())
                .count();
    }
}
