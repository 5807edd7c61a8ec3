package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.TaskDuration;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class EditTest {

    @Test
    void anUploadedPictureComesBackEdited() throws Exception {
        try (ClaidSimulator sim = ClaidSimulator.builder()
                        .apiKey("test-key")
                        .noQuota()
                        .duration(TaskDuration.fixed(Duration.ofMillis(50)))
                        .start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            ClaidComponent component = new ClaidComponent();
            component.getConfiguration().setApiKey("test-key");
            component.getConfiguration().setBaseUrl(sim.baseUrl());
            camel.addComponent("claid", component);
            camel.start();
            BufferedImage image = new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB);
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                ClaidTask task = template.requestBody(
                        "claid:shop?operation=edit&op.resizing.width=20&op.background.color=#ffffff",
                        png.toByteArray(),
                        ClaidTask.class);
                assertThat(task.status()).isEqualTo(TaskStatus.DONE);
                System.out.println(task.toJson().toPrettyString());
                byte[] bytes = template.requestBody(
                        "claid:shop?operation=edit&op.resizing.width=20&op.background.color=#ffffff&download=true",
                        png.toByteArray(),
                        byte[].class);
                System.out.println(bytes.length + " " + sim.ledger());
            }
        }
    }
}
