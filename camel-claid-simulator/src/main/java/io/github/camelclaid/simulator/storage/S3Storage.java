package io.github.camelclaid.simulator.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects are those of a bucket. Only this class needs the AWS SDK. */
final class S3Storage implements Storage {

    private static final String ANY_REGION = "us-east-1";

    private final S3Bucket bucket;
    private final S3Client s3;

    S3Storage(S3Bucket bucket) {
        this.bucket = bucket;
        this.s3 = client(bucket);
    }

    @Override
    public InputStream read(String key) throws IOException {
        try {
            return s3.getObject(get -> get.bucket(bucket.name()).key(inBucket(key)));
        } catch (SdkException e) {
            throw reason(e);
        }
    }

    @Override
    public List<String> list(String folder, boolean recursive) throws IOException {
        try {
            return s3
                    .listObjectsV2Paginator(list ->
                            list.bucket(bucket.name()).prefix(inBucket(folder)).delimiter(recursive ? null : "/"))
                    .contents()
                    .stream()
                    .map(object -> object.key().substring(bucket.path().length()))
                    // what consoles make to show a folder
                    .filter(key -> !key.endsWith("/"))
                    .sorted()
                    .toList();
        } catch (SdkException e) {
            throw reason(e);
        }
    }

    @Override
    public Kept write(String key, Path file, String contentType) throws IOException {
        try {
            s3.putObject(
                    put -> put.bucket(bucket.name()).key(inBucket(key)).contentType(contentType),
                    RequestBody.fromFile(file));
        } catch (SdkException e) {
            throw reason(e);
        }
        return new Kept(bucket.name(), inBucket(key));
    }

    @Override
    public void close() {
        s3.close();
    }

    private String inBucket(String key) {
        return bucket.path() + key;
    }

    private IOException reason(SdkException e) {
        if (e instanceof S3Exception answer && answer.awsErrorDetails() != null) {
            return new IOException(reason(answer), e);
        }
        // the SDK's own messages tell where on this machine it has looked
        return e.getCause() instanceof IOException
                ? new IOException("bucket " + bucket.name() + " cannot be reached", e)
                : new IOException("bucket " + bucket.name() + " cannot be asked, perhaps for want of credentials", e);
    }

    private String reason(S3Exception answer) {
        String code = Objects.requireNonNullElse(answer.awsErrorDetails().errorCode(), "");
        return switch (code) {
            case "NoSuchKey" -> "there is no such object in bucket " + bucket.name();
            case "NoSuchBucket" -> "there is no bucket " + bucket.name();
            default -> "bucket " + bucket.name() + " answers " + answer.statusCode() + " " + code;
        };
    }

    private static S3Client client(S3Bucket bucket) {
        S3ClientBuilder builder = S3Client.builder()
                .region(region(bucket))
                // checksums that are newer than most servers that speak the protocol
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        bucket.endpoint().ifPresent(server -> builder.endpointOverride(server).forcePathStyle(true));
        bucket.credentials()
                .ifPresent(who -> builder.credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(who.accessKey(), who.secretKey()))));
        return builder.build();
    }

    private static Region region(S3Bucket bucket) {
        if (bucket.region().isPresent() || bucket.endpoint().isPresent()) {
            return Region.of(bucket.region().orElse(ANY_REGION));
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkException e) {
            throw new IllegalStateException(
                    "Bucket " + bucket.name() + " needs a region, for instance in AWS_REGION, or an endpoint", e);
        }
    }
}
