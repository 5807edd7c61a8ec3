package io.github.camelclaid.examples.s3;

import io.github.camelclaid.IntakeLimit;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy;

/** Claid reads each object by a presigned URL; the result comes through here to the target bucket. */
public final class PresignedRoute extends RouteBuilder {

    @Override
    public void configure() {
        // no more pictures under way at once than this
        IntakeLimit intake = new IntakeLimit();
        intake.setMaxInflightExchanges(Integer.parseInt(getContext().resolvePropertyPlaceholders("{{s3.at-once}}")));

        // Not handled: for Camel a handled error is a success, and the program counts what failed.
        onException(Throwable.class)
                .logExhausted(false)
                .log(
                        LoggingLevel.WARN,
                        "s3-to-s3",
                        "{{s3.source}}/${exchangeProperty.CamelAwsS3Key} stays: ${exception.message}");

        from("aws2-s3://{{s3.source}}"
                        // by its key alone, whatever has come under that key meanwhile
                        + "?deleteAfterRead=false"
                        // neither in memory nor on an open connection while it waits
                        + "&ignoreBody=true"
                        + "&maxMessagesPerPoll=50&delay={{s3.poll-every}}")
                .routeId("presigned")
                .routePolicy(intake)
                // folders that the console of S3 made
                .filter(header(AWS2S3Constants.KEY).endsWith("/"))
                .stop()
                .end()
                .filter(header(AWS2S3Constants.CONTENT_LENGTH).isEqualTo(0))
                .log(LoggingLevel.WARN, "s3-to-s3", "{{s3.source}}/${header.CamelAwsS3Key} stays: it is empty")
                .stop()
                .end()
                // which content is edited: only that is deleted in the end
                .setProperty("sourceETag", header(AWS2S3Constants.E_TAG))
                // camel-aws2-s3 would run ${...} in the name of an object
                .filter(header(AWS2S3Constants.KEY).regex("(?s).*[$].*[{].*"))
                .throwException(
                        new IllegalArgumentException("the name holds an expression, allowed: a name without $ and {"))
                .end()
                // one day, in milliseconds
                .setHeader(AWS2S3Constants.DOWNLOAD_LINK_EXPIRATION_TIME, constant(86_400_000))
                .to("aws2-s3://{{s3.source}}?operation=createDownloadLink")
                .setHeader(Exchange.FILE_NAME, header(AWS2S3Constants.KEY))
                .to("claid:presigned?operation=edit&download=true"
                        + "&op.background.remove.clipping=true&op.background.color=#f3eee6"
                        + "&op.resizing.width=1200&op.resizing.height=1200&op.resizing.fit=canvas"
                        + "&output={\"format\": \"webp\"}")
                // an enrichment, which leaves CamelAwsS3Key as it is
                .enrich("direct:put-result", new UseOriginalAggregationStrategy())
                .enrich("direct:remove-source", new UseOriginalAggregationStrategy())
                .log(
                        LoggingLevel.INFO,
                        "s3-to-s3",
                        "{{s3.source}}/${header.CamelAwsS3Key} -> {{s3.target}}/edited/${file:name}, task ${header.CamelClaidTaskId}");
    }
}
