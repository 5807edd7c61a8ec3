package io.github.camelclaid.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Edits pictures: uploaded to {@code /edit}, and dropped into a folder. */
@SpringBootApplication
public class PictureService {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(PictureService.class);
        application.addInitializers(new SimulatorWithoutKey());
        application.run(args);
    }
}
