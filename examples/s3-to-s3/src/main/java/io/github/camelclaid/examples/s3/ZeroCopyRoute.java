package io.github.camelclaid.examples.s3;

import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy;

/** Claid reads the source bucket and writes to the target bucket by itself, through its storage connectors. */
public final class ZeroCopyRoute extends RouteBuilder {

    @Override
    public void configure() {
        TaskMark mark = new TaskMark();
        mark.setBucket(getContext().resolvePropertyPlaceholders("{{s3.target}}"));

        onException(Throwable.class)
                .logExhausted(false)
                .log(
                        LoggingLevel.WARN,
                        "s3-to-s3",
                        "{{s3.source}}/${exchangeProperty.CamelAwsS3Key} stays: ${exception.message}");

        // lists only; from aws2-s3 would read each object
        from("scheduler:zero-copy?delay={{s3.poll-every}}"
                        // one listing after the other, each when all objects of the last one have ended: none is taken
                        // twice
                        + "&synchronous=true")
                .routeId("zero-copy")
                // the first 1000
                .to("aws2-s3://{{s3.source}}?operation=listObjects")
                // all at once; no thread waits for an edit; an object that fails is told of by itself
                .split(body(), new UseOriginalAggregationStrategy(false))
                .parallelProcessing()
                .setProperty(AWS2S3Constants.KEY, simple("${body.key}"))
                .setHeader(AWS2S3Constants.KEY, simple("${body.key}"))
                // tells claid: which content it is, so that the same is not paid twice
                .setHeader(AWS2S3Constants.E_TAG, simple("${body.eTag}"))
                // only that is deleted in the end
                .setProperty("sourceETag", simple("${body.eTag}"))
                .setHeader(Exchange.FILE_NAME, simple("${body.key}"))
                // single, or shoe.front.jpg and shoe.back.jpg would both be shoe.webp
                .setProperty("resultKey", simple("edited/${file:name.noext.single}.webp"))
                // folders that the console of S3 made
                .filter(header(AWS2S3Constants.KEY).endsWith("/"))
                .stop()
                .end()
                .filter(simple("${body.size}").isEqualTo(0))
                .log(LoggingLevel.WARN, "s3-to-s3", "{{s3.source}}/${header.CamelAwsS3Key} stays: it is empty")
                .stop()
                .end()
                .setBody(constant(""))
                // camel-aws2-s3 would run ${...} in the name of an object
                .filter(header(AWS2S3Constants.KEY).regex("(?s).*[$].*[{].*"))
                .throwException(
                        new IllegalArgumentException("the name holds an expression, allowed: a name without $ and {"))
                .end()
                .to("claid:zero-copy?operation=edit"
                        + "&op.background.remove.clipping=true&op.background.color=#f3eee6"
                        + "&op.resizing.width=1200&op.resizing.height=1200&op.resizing.fit=canvas"
                        + "&input=storage://{{s3.source-storage}}/${header.CamelAwsS3Key}"
                        + "&output={\"destination\": \"storage://{{s3.target-storage}}/${exchangeProperty.resultKey}\","
                        + " \"format\": \"webp\"}")
                // fails if the result is not there
                .enrich("direct:mark-result", new UseOriginalAggregationStrategy())
                .enrich("direct:remove-source", new UseOriginalAggregationStrategy())
                .log(
                        LoggingLevel.INFO,
                        "s3-to-s3",
                        "{{s3.source}}/${header.CamelAwsS3Key} -> {{s3.target}}/${exchangeProperty.resultKey}, task ${header.CamelClaidTaskId}");

        // writes the id of the task to the result, which S3 does by copying the object onto itself
        from("direct:mark-result")
                .routeId("mark-result")
                .errorHandler(noErrorHandler())
                .setHeader(AWS2S3Constants.KEY, exchangeProperty("resultKey"))
                .bean(mark)
                .to("aws2-s3://{{s3.target}}?operation=copyObject&pojoRequest=true");
    }
}
