package io.github.camelclaid.simulator;

import io.github.camelclaid.simulator.storage.S3Bucket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** An S3 server that checks signatures, and a client of it. */
final class S3Server implements AutoCloseable {

    static final String ACCESS_KEY = "an-access-key";
    static final String SECRET_KEY = "a-secret-key";

    private final S3Proxy server;
    private final S3Client client;

    S3Server(Path folder) throws Exception {
        Properties place = new Properties();
        place.setProperty("jclouds.filesystem.basedir", folder.toString());
        server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", place))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        client = S3Client.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** That bucket, made now. */
    S3Bucket bucket(String name) {
        client.createBucket(create -> create.bucket(name));
        return settings(name);
    }

    /** The settings for that bucket, whether it exists or not. */
    S3Bucket settings(String name) {
        return S3Bucket.named(name).at(endpoint()).with(ACCESS_KEY, SECRET_KEY);
    }

    void put(String bucket, String key, byte[] content) {
        client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    byte[] get(String bucket, String key) {
        return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
    }

    HeadObjectResponse head(String bucket, String key) {
        return client.headObject(head -> head.bucket(bucket).key(key));
    }

    /** Keys and sizes. */
    TreeMap<String, Long> objects(String bucket) {
        TreeMap<String, Long> all = new TreeMap<>();
        client.listObjectsV2Paginator(list -> list.bucket(bucket))
                .contents()
                .forEach(object -> all.put(object.key(), object.size()));
        return all;
    }

    /** Deletes all objects. */
    void clear(String bucket) {
        objects(bucket)
                .keySet()
                .forEach(key ->
                        client.deleteObject(delete -> delete.bucket(bucket).key(key)));
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }
}
