package io.github.camelclaid.examples.s3;

import io.github.camelclaid.simulator.storage.S3Bucket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** An S3 server on this machine, whose buckets are folders. It checks signatures as S3 does. */
final class LocalS3 implements AutoCloseable {

    /** Of the routes. */
    static final String ACCESS_KEY = "local-access-key";

    static final String SECRET_KEY = "local-secret-key";
    /** Of Claid's storage connectors. */
    static final String CONNECTOR_ACCESS_KEY = "connector-access-key";

    static final String CONNECTOR_SECRET_KEY = "connector-secret-key";
    static final String REGION = "us-east-1";

    private final S3Proxy server;

    private LocalS3(S3Proxy server) {
        this.server = server;
    }

    /** @param folder where the buckets are kept */
    static LocalS3 start(Path folder) throws Exception {
        return start(server(folder));
    }

    static LocalS3 start(S3Proxy server) throws Exception {
        server.start();
        return new LocalS3(server);
    }

    static S3Proxy server(Path folder) throws Exception {
        Properties place = new Properties();
        place.setProperty(
                "jclouds.filesystem.basedir", Files.createDirectories(folder).toString());
        BlobStore store = BlobStores.create("filesystem-nio2", place);
        S3Proxy server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .build();
        Map<String, String> secrets = Map.of(ACCESS_KEY, SECRET_KEY, CONNECTOR_ACCESS_KEY, CONNECTOR_SECRET_KEY);
        server.setBlobStoreLocator(
                (key, bucket, object) -> secrets.containsKey(key) ? new AccessGrant(secrets.get(key), store) : null);
        return server;
    }

    /** As one of Claid's storage connectors sees a bucket. */
    S3Bucket connector(String bucket) {
        return S3Bucket.named(bucket).at(endpoint()).in(REGION).with(CONNECTOR_ACCESS_KEY, CONNECTOR_SECRET_KEY);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("The S3 server does not stop", e);
        }
    }
}
