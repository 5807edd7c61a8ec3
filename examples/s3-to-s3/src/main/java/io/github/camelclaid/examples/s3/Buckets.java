package io.github.camelclaid.examples.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket that pictures come from, and the one that they go to. Thread-safe. */
final class Buckets implements AutoCloseable {

    /** Under which keys the samples lie in the source: folders, spaces, plus signs and umlauts are all right. */
    private static final Map<String, String> SAMPLES = samples();

    private final S3Client s3;
    private final String source;
    private final String target;

    /** @param s3 is closed with this */
    Buckets(S3Client s3, String source, String target) {
        this.s3 = s3;
        this.source = source;
        this.target = target;
    }

    String source() {
        return source;
    }

    String target() {
        return target;
    }

    /**
     * Looks whether both are there, before anything is paid.
     *
     * @throws IllegalArgumentException says which is not, or why it cannot be read
     */
    void check() {
        try {
            s3.listObjectsV2(list -> list.bucket(source).maxKeys(1));
        } catch (AwsServiceException e) {
            throw new IllegalArgumentException(
                    "s3.source is \"" + source + "\", which S3 does not let us list: " + why(e), e);
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "s3.source is \"" + source + "\", which cannot be listed: " + e.getMessage(), e);
        }
        try {
            s3.headBucket(head -> head.bucket(target));
        } catch (AwsServiceException e) {
            // who may put need not be allowed to look
            if (e.statusCode() == 404) {
                throw new IllegalArgumentException("s3.target is \"" + target + "\", a bucket that does not exist", e);
            }
        }
    }

    private static String why(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return e.statusCode() + (code == null ? "" : " " + code);
    }

    void create() {
        for (String bucket : List.of(source, target)) {
            if (s3.listBuckets().buckets().stream()
                    .noneMatch(there -> there.name().equals(bucket))) {
                s3.createBucket(create -> create.bucket(bucket));
            }
        }
    }

    /** @return how many samples were put into the source; none if it is not empty */
    int addSamples() throws IOException {
        if (!objects(source).isEmpty()) {
            return 0;
        }
        for (Map.Entry<String, String> sample : SAMPLES.entrySet()) {
            try (InputStream in = Buckets.class.getResourceAsStream("/samples/" + sample.getValue())) {
                byte[] picture = in.readAllBytes();
                s3.putObject(
                        put -> put.bucket(source).key(sample.getKey()).contentType(typeOf(sample.getValue())),
                        RequestBody.fromBytes(picture));
            }
        }
        return SAMPLES.size();
    }

    List<S3Object> objects(String bucket) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                .toList();
    }

    /** Key, type and size of an object, and the task that it is the result of. */
    String line(String bucket, S3Object object) {
        HeadObjectResponse head = s3.headObject(ask -> ask.bucket(bucket).key(object.key()));
        String task = head.metadata().get("claid-task-id");
        return String.format(
                "  %-46s %-11s %7d bytes%s",
                object.key(), head.contentType(), object.size(), task == null ? "" : ", task " + task);
    }

    private static String typeOf(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return "image/" + (ending.equals("jpg") ? "jpeg" : ending);
    }

    private static Map<String, String> samples() {
        Map<String, String> samples = new LinkedHashMap<>();
        samples.put("headphones.jpg", "headphones.jpg");
        samples.put("home/lamp.webp", "lamp.webp");
        samples.put("home/küche/mug, 100% clay + glaze.jpg", "mug.jpg");
        samples.put("kids/red shoe.jpg", "sneaker.jpg");
        samples.put("kids/watch.png", "kids/watch.png");
        samples.put("perfume bottle.png", "perfume bottle.png");
        return samples;
    }

    @Override
    public void close() {
        s3.close();
    }
}
