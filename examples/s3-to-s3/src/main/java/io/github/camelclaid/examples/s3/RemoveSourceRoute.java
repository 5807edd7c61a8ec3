package io.github.camelclaid.examples.s3;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Deletes the object that was edited, unless another one has come under its key meanwhile. */
public final class RemoveSourceRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:remove-source")
                .routeId("remove-source")
                // a failure is told by the route that calls
                .errorHandler(noErrorHandler())
                .doTry()
                .to("aws2-s3://{{s3.source}}?operation=headObject")
                .choice()
                .when(simple("${body.eTag} == ${exchangeProperty.sourceETag}"))
                .to("aws2-s3://{{s3.source}}?operation=deleteObject")
                .otherwise()
                .log(
                        LoggingLevel.WARN,
                        "s3-to-s3",
                        "{{s3.source}}/${header.CamelAwsS3Key} was replaced while it was edited: the new one stays and is next")
                .endChoice()
                .end()
                .endDoTry()
                .doCatch(NoSuchKeyException.class)
                .log(
                        LoggingLevel.INFO,
                        "s3-to-s3",
                        "{{s3.source}}/${header.CamelAwsS3Key} was removed while it was edited: nothing to delete")
                .end();
    }
}
