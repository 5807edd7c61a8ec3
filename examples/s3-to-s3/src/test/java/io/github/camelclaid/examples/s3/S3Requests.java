package io.github.camelclaid.examples.s3;

import java.lang.reflect.Field;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;

/** What an S3 server was asked, in the order in which its answers were complete, bodies included. */
final class S3Requests {

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

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
        ((Server) jetty.get(server))
                .setRequestLog((request, response) -> requests.entries.add(new Entry(
                        request.getMethod(),
                        URLDecoder.decode(request.getHttpURI().getPath().replace("+", "%2B"), StandardCharsets.UTF_8),
                        response.getStatus(),
                        Response.getContentBytesWritten(response),
                        request.getHeaders().get("Authorization"))));
        return requests;
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
