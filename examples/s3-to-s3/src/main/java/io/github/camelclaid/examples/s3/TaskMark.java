package io.github.camelclaid.examples.s3;

import io.github.camelclaid.ClaidConstants;
import java.util.Map;
import org.apache.camel.Handler;
import org.apache.camel.Header;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/** Asks S3 to copy a result onto itself, which is how an object gets metadata when it is there already. */
public final class TaskMark {

    private String bucket;

    /** Where the results are. */
    public void setBucket(String bucket) {
        this.bucket = bucket;
    }

    /** The request; S3 refuses it if the result is not there. */
    @Handler
    public CopyObjectRequest mark(
            @Header(AWS2S3Constants.KEY) String key,
            @Header(ClaidConstants.MIME) String mime,
            @Header(ClaidConstants.TASK_ID) long task) {
        return CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey(key)
                .destinationBucket(bucket)
                .destinationKey(key)
                .metadataDirective(MetadataDirective.REPLACE)
                .contentType(mime)
                .metadata(Map.of("claid-task-id", Long.toString(task)))
                .build();
    }
}
