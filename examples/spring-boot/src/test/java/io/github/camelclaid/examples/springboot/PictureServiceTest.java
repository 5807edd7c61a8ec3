package io.github.camelclaid.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.ClaidSimulated;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** The application over real HTTP and with real folders, against the simulator. */
@CamelSpringBootTest
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "camel.component.claid.rate-limit=unlimited",
            "pictures.patience=7s",
            "spring.servlet.multipart.max-file-size=100KB",
            "server.tomcat.threads.max=" + PictureServiceTest.THREADS
        })
@ClaidSimulated(quota = "none", duration = "100ms")
@DirtiesContext
class PictureServiceTest {

    static final int THREADS = 2;

    @TempDir
    static Path pictures;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("pictures.folder", pictures::toString);
    }

    @Autowired
    ClaidSimulator claid;

    @Autowired
    TestRestTemplate http;

    @Test
    void anUploadedPictureComesBackEditedAndTheSameAgainIsNotPaidTwice() throws Exception {
        ResponseEntity<byte[]> edited = upload(picture(1), byte[].class);
        ResponseEntity<byte[]> again = upload(picture(1), byte[].class);

        assertThat(edited.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(edited.getHeaders().getContentType()).hasToString("image/webp");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(edited.getBody()));
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(again.getBody()).isEqualTo(edited.getBody());
        assertThat(claid.ledger().submits()).isEqualTo(1);
        assertThat(claid.ledger().uploads()).isEqualTo(1);
    }

    @Test
    void aPictureInTheInboxComesOutEdited() throws Exception {
        Path away = Files.write(pictures.resolve("away"), picture(2));
        Files.move(away, Files.createDirectories(pictures.resolve("inbox")).resolve("shoe.png"));

        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pictures.resolve("done/shoe.png")));
        assertThat(pictures.resolve("outbox/shoe.webp")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no picture at all",
                "https://example.com/not-my-business.jpg",
                "{\"input\": \"storage://not/my/business.jpg\", \"operations\": {}}"
            })
    void whatIsNoPictureIsRefusedAndCostsNothing(String text) {
        ResponseEntity<String> answer = upload(text.getBytes(StandardCharsets.UTF_8), String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        assertThat(answer.getBody()).contains("This is no picture");
        assertThat(claid.ledger().requests()).isZero();
    }

    @Test
    void anEmptyPictureIsRefused() {
        ResponseEntity<String> answer = upload(new byte[0], String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getBody()).contains("The picture is empty");
    }

    @Test
    void aRequestWithoutAPictureIsRefused() {
        MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
        form.add("photo", file(new byte[] {1}));

        ResponseEntity<String> answer = http.postForEntity("/edit", form, String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getBody()).contains("picture");
    }

    @Test
    void aRequestThatIsNoFormIsRefused() {
        ResponseEntity<String> answer = http.postForEntity("/edit", null, String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void aPictureThatIsTooLargeIsRefused() {
        ResponseEntity<String> answer = upload(new byte[200_000], String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.PAYLOAD_TOO_LARGE);
        assertThat(answer.getBody()).contains("Maximum upload size exceeded");
    }

    @Test
    void aPictureThatClaidCannotEditIsAnsweredWithTheReason() throws Exception {
        claid.when(Call.SUBMIT).always().then(Outcome.error("no product found"));

        ResponseEntity<String> answer = upload(picture(3), String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(answer.getBody()).contains("This picture cannot be edited: no product found");
    }

    @Test
    void withoutCreditsNobodyWaitsAndNobodyLearnsOfTheAccount() throws Exception {
        claid.when(Call.UPLOAD).always().then(Fault.status(402));

        ResponseEntity<String> answer = upload(picture(4), String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("60");
        assertThat(answer.getBody()).contains("send it again later").doesNotContain("402", "credit");
    }

    @Test
    void uploadsThatWaitHoldNoThreadAndAreToldWhenItTakesLong() throws Exception {
        claid.when(Call.SUBMIT).always().then(Outcome.never());
        int many = 2 * THREADS;
        ExecutorService clients = Executors.newFixedThreadPool(many);
        try {
            List<CompletableFuture<ResponseEntity<String>>> answers = IntStream.range(0, many)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> upload(picture(10 + i), String.class), clients))
                    .toList();
            await().atMost(Duration.ofSeconds(20)).until(() -> claid.ledger().submits() == many);

            ResponseEntity<String> health = http.getForEntity("/actuator/health", String.class);

            assertThat(health.getBody()).contains("\"claid-picture-service\":\"UP\"");
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.join().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                assertThat(answer.join().getBody()).contains("still being edited");
            });
        } finally {
            clients.shutdownNow();
        }
    }

    private <T> ResponseEntity<T> upload(byte[] picture, Class<T> answer) {
        MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
        form.add("picture", file(picture));
        return http.postForEntity("/edit", form, answer);
    }

    private static ByteArrayResource file(byte[] bytes) {
        return new ByteArrayResource(bytes) {
            @Override
            public String getFilename() {
                return "../shoe.png";
            }
        };
    }

    /** A picture of its own for each number. */
    static byte[] picture(int number) {
        BufferedImage image = new BufferedImage(120, 80, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 120, 80);
        graphics.setColor(Color.getHSBColor(number / 20f, 0.8f, 0.5f));
        graphics.fillOval(20, 10, 60 + number, 60);
        graphics.dispose();
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
