package io.github.camelclaid.simulator.storage;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A bucket of S3, or of any server that speaks its protocol. Immutable. Without more settings than the name, everything
 * else comes from where the AWS SDK looks for it: {@code AWS_ACCESS_KEY_ID}, {@code AWS_REGION}, {@code ~/.aws}.
 */
public final class S3Bucket implements Storages.Settings {

    private final String name;
    private final String path;
    private final URI endpoint;
    private final String region;
    private final Credentials credentials;

    private S3Bucket(String name, String path, URI endpoint, String region, Credentials credentials) {
        this.name = Objects.requireNonNull(name, "name");
        this.path = path;
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    /** That bucket, from its root. */
    public static S3Bucket named(String name) {
        return new S3Bucket(name, "", null, null, null);
    }

    /** Only what is below that path, which is put before every key; for instance {@code catalogue/2026}. */
    public S3Bucket below(String folder) {
        String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        return new S3Bucket(name, prefix, endpoint, region, credentials);
    }

    /** At a server other than AWS's. The bucket is then a part of the path, not of the host name. */
    public S3Bucket at(URI server) {
        return new S3Bucket(name, path, Objects.requireNonNull(server, "server"), region, credentials);
    }

    /** In that region; at a server of one's own the default is {@code us-east-1}. */
    public S3Bucket in(String awsRegion) {
        return new S3Bucket(name, path, endpoint, Objects.requireNonNull(awsRegion, "awsRegion"), credentials);
    }

    /** With these credentials. */
    public S3Bucket with(String accessKey, String secretKey) {
        return new S3Bucket(name, path, endpoint, region, new Credentials(accessKey, secretKey));
    }

    /** At the same server, what is described there. */
    S3Bucket changedTo(Definition.Bucket bucket) {
        S3Bucket there = new S3Bucket(
                bucket.bucket(), "", endpoint, region, bucket.credentials().orElse(null));
        // no key starts with a slash, but people's paths do
        return there.below(bucket.path().replaceFirst("^/+", ""));
    }

    @Override
    public Storage open(String storage) {
        try {
            return new S3Storage(this);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Storage " + storage + " is the S3 bucket " + name + ": add the AWS SDK to the class path,"
                            + " software.amazon.awssdk:s3",
                    e);
        }
    }

    String name() {
        return name;
    }

    /** Empty, or with a slash at its end. */
    String path() {
        return path;
    }

    Optional<URI> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    Optional<String> region() {
        return Optional.ofNullable(region);
    }

    Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return "s3://" + name + "/" + path;
    }
}
