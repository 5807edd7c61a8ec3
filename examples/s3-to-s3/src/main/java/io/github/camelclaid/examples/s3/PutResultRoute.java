package io.github.camelclaid.examples.s3;

import io.github.camelclaid.ClaidConstants;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

/** Puts an edited picture to the target bucket, where it keeps its folders and its name, with the ending of its format. */
public final class PutResultRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:put-result")
                .routeId("put-result")
                // a failure is told by the route that calls
                .errorHandler(noErrorHandler())
                // length, type, metadata, encryption: these are the source's
                .removeHeaders("CamelAwsS3*")
                .setHeader(AWS2S3Constants.KEY, simple("edited/${file:name}"))
                .setHeader(AWS2S3Constants.CONTENT_TYPE, header(ClaidConstants.MIME))
                // without it the whole picture would be read into memory, to learn how long it is
                .setHeader(AWS2S3Constants.CONTENT_LENGTH, header(Exchange.FILE_LENGTH))
                .setHeader(
                        AWS2S3Constants.METADATA,
                        simple("${map('claid-task-id','${headerAs(CamelClaidTaskId,String)}')}"))
                .to("aws2-s3://{{s3.target}}");
    }
}
