package io.github.camelclaid.examples.springboot;

import io.github.camelclaid.IntakeLimit;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What happens to the pictures is in application.yml; here is where they come from and where they go. */
@Component
class PictureRoutes extends RouteBuilder {

    private final IntakeLimit intake = new IntakeLimit();

    PictureRoutes(@Value("${pictures.at-once}") int atOnce) {
        intake.setMaxInflightExchanges(atOnce);
    }

    @Override
    public void configure() {
        // somebody waits for the answer: no credits, or a long wait, are failures here
        from("direct:edit").routeId("upload").to("claid:upload?onAccountError=fail&taskTimeout={{pictures.patience}}");

        from("file:{{pictures.folder}}/inbox?readLock=changed&readLockMinLength=0&maxMessagesPerPoll=10"
                        + "&move=../done/${file:name}&moveFailed=../failed/${file:name}")
                .routeId("folder")
                .routePolicy(intake)
                .to("claid:folder")
                .to("file:{{pictures.folder}}/outbox?tempPrefix=.part-");
    }
}
