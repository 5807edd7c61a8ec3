package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Deviation;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AiEditTest {

    private static final Duration DURATION = Duration.ofSeconds(10);
    private static final String SHOE = "storage://shop/shoe.png";
    private static final String OPTIONS = "{\"prompt\": \"on a beach\"}";
    private static final Color MARK = Color.MAGENTA;

    @TempDir
    Path shop;

    private final VirtualTime clock = VirtualTime.start();
    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void start() {
        Pictures.saved(Pictures.plain(400, 300, Color.RED), shop.resolve("shoe.png"));
        simulator = ClaidSimulator.builder()
                .noQuota()
                .clock(clock)
                .duration(Timing.fixed(DURATION))
                .storage("shop", shop)
                .start();
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private long accepted(String output) {
        Client.Reply reply = client.aiEdit(SHOE, OPTIONS, output);
        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
        return reply.data().path("id").asLong();
    }

    private JsonNode finished(String output) {
        long id = accepted(output);
        clock.advance(DURATION);
        return client.pollAiEdit(id).data();
    }

    private BufferedImage picture(JsonNode output) {
        return Pictures.decoded(client.open(output.path("tmp_url").asText()).body());
    }

    /** How many pixels have the colour of the mark. */
    private static int marked(BufferedImage image) {
        int marked = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                marked += Pictures.at(image, x, y).equals(MARK) ? 1 : 0;
            }
        }
        return marked;
    }

    @Test
    void anAiEditIsAcceptedAsATaskOfItsOwnFamily() {
        JsonNode accepted = client.aiEdit(SHOE, OPTIONS, "{}").data();

        long id = accepted.path("id").asLong();
        assertThat(accepted.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "status", "created_at", "request", "result_url");
        assertThat(accepted.path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(accepted.path("result_url").asText()).endsWith("/v1/image/ai-edit/" + id);
        assertThat(client.pollAiEdit(id).status()).isEqualTo(200);
        assertThat(client.poll(id).status()).isEqualTo(404);
        assertThat(client.pollBatch(id).status()).isEqualTo(404);
        assertThat(client.pollAiEdit(client.submit(SHOE).data().path("id").asLong())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void untilItIsDoneThereIsNoResult() {
        JsonNode polled = client.pollAiEdit(accepted("{}")).data();

        assertThat(polled.has("result")).isFalse();
        assertThat(polled.has("result_url")).isFalse();
        assertThat(polled.path("errors")).isEmpty();
    }

    @Test
    void thePictureIsPassedThroughWithAMark() {
        JsonNode task = finished("{}");

        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("DONE");
        JsonNode result = task.path("result");
        assertThat(result.path("input_object").path("width").asInt()).isEqualTo(400);
        assertThat(result.path("output_objects")).hasSize(1);
        JsonNode output = result.path("output_objects").path(0);
        assertThat(output.path("format").asText()).isEqualTo("png");
        BufferedImage image = picture(output);
        assertThat(image.getWidth()).isEqualTo(400);
        assertThat(Pictures.at(image, 0, 0)).isEqualTo(MARK);
        assertThat(Pictures.at(image, 399, 150)).isEqualTo(MARK);
        assertThat(Pictures.at(image, 200, 150)).isEqualTo(Color.RED);
    }

    @Test
    void eachOfSeveralPicturesHasAMarkOfItsOwn() {
        JsonNode outputs = finished("{\"number_of_images\": 4}").path("result").path("output_objects");

        assertThat(outputs).hasSize(4);
        List<Integer> marks = outputs.findParents("tmp_url").stream()
                .map(this::picture)
                .map(AiEditTest::marked)
                .toList();
        assertThat(marks).doesNotHaveDuplicates().isSorted();
        assertThat(outputs.path(0).path("tmp_url").asText()).endsWith("/shoe.png");
        assertThat(outputs.path(3).path("tmp_url").asText()).endsWith("/shoe-3.png");
    }

    @ParameterizedTest
    @CsvSource({
        "storage://shop/out/, out/shoe.jpg, out/shoe-1.jpg",
        "storage://shop/out/boot.jpeg, out/boot.jpeg, out/boot-1.jpeg"
    })
    void theResultsCanBeKeptInAStorage(String destination, String first, String second) {
        JsonNode outputs = finished("{\"number_of_images\": 2, \"format\": \"jpeg\", \"destination\": \"%s\"}"
                        .formatted(destination))
                .path("result")
                .path("output_objects");

        assertThat(outputs.findValuesAsText("object_key")).containsExactly(first, second);
        assertThat(shop.resolve(first)).exists();
        assertThat(shop.resolve(second)).exists();
    }

    @Test
    void theOutputMayBeTheDestinationAlone() {
        finished("\"storage://shop/out/boot.png\"");

        assertThat(shop.resolve("out/boot.png")).exists();
    }

    @Test
    void anAiEditIsOneChargeHoweverManyPicturesItMakes() {
        finished("{\"number_of_images\": 3}");

        assertThat(simulator.ledger().aiEdits()).isEqualTo(1);
        assertThat(simulator.ledger().charges()).isEqualTo(1);
        assertThat(simulator.ledger().tasks()).singleElement().satisfies(task -> assertThat(task.outcome())
                .isEqualTo("DONE"));
    }

    @Test
    void theOlderVersionHasNoAiEdits() {
        Client older = new Client(simulator, "v1-beta1");

        assertThat(older.aiEdit(SHOE, OPTIONS, "{}").status()).isEqualTo(404);
        assertThat(older.pollAiEdit(accepted("{}")).status()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                              | {}                         | options.prompt
            {"prompt": "xx"}                                                | {}                         | options.prompt
            {"prompt": "beach", "seed": 3}                                  | {}                         | options.seed
            {"prompt": "beach", "model": "v3"}                              | {}                         | options.model
            {"prompt": "beach", "aspect_ratio": "1:1"}                      | {}                         | options.aspect_ratio
            {"prompt": "beach", "inference_steps": 4, "model": "v2"}        | {}                         | options.inference_steps
            {"prompt": "beach", "guidance_scale": 4}                        | {}                         | options.guidance_scale
            {"prompt": "beach", "aspect_ratio": "5:1", "model": "v1"}       | {}                         | options.aspect_ratio
            {"prompt": "beach", "inference_steps": 51, "model": "v1"}       | {}                         | options.inference_steps
            {"prompt": "beach", "guidance_scale": 0.5, "model": "v1"}       | {}                         | options.guidance_scale
            "beach"                                                         | {}                         | options
            {"prompt": "beach"}                                             | {"number_of_images": 5}    | output.number_of_images
            {"prompt": "beach"}                                             | {"number_of_images": 0}    | output.number_of_images
            {"prompt": "beach"}                                             | {"format": "webp"}         | output.format
            {"prompt": "beach"}                                             | {"destination": "out/"}    | output.destination
            {"prompt": "beach"}                                             | {"metadata": {}}           | output.metadata
            {"prompt": "beach"}                                             | "out"                      | output
            """)
    void requestsAreChecked(String options, String output, String path) {
        Client.Reply reply = client.aiEdit(SHOE, options, output);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("error_details").fieldNames()).toIterable().containsExactly(path);
        assertThat(simulator.ledger().charges()).isZero();
    }

    @Test
    void theFirstModelTakesAllOptions() {
        String options = "{\"prompt\": \"beach\", \"model\": \"v1\", \"aspect_ratio\": \"16:9\","
                + " \"inference_steps\": 20, \"guidance_scale\": 2.5}";

        assertThat(client.aiEdit(SHOE, options, "{}").status()).isEqualTo(200);
    }

    @Test
    void anIdThatIsNoNumberIsRefusedAsTheFrameworkDoes() {
        Client.Reply reply = client.get("/v1/image/ai-edit/first");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("detail").path(0).path("loc").path(1).asText())
                .isEqualTo("ai_edit_id");
    }

    @Test
    void anInputThatCannotBeReadFailsTheTask() {
        long id = client.aiEdit("storage://shop/other.png", OPTIONS, "{}")
                .data()
                .path("id")
                .asLong();
        clock.advance(DURATION);

        JsonNode task = client.pollAiEdit(id).data();

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(task.has("result")).isFalse();
        assertThat(task.path("errors").path(0).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("error", "created_at");
    }

    @Test
    void outcomesCanBeScripted() {
        simulator.when(Call.AI_EDIT).times(1).then(Outcome.error("not safe"));
        simulator.when(Call.AI_EDIT).times(1).then(Outcome.cancelled());

        JsonNode refused = finished("{}");

        assertThat(refused.path("status").asText()).isEqualTo("ERROR");
        assertThat(refused.path("errors").path(0).path("error").asText()).isEqualTo("not safe");
        assertThat(finished("{}").path("status").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void faultsAndDeviationsCanBeScripted() {
        simulator.when(Call.AI_EDIT).times(1).then(Fault.status(500));
        simulator.when(Call.STATUS).then(Deviation.tmpUrlAt("http://example.com"));

        assertThat(client.aiEdit(SHOE, OPTIONS, "{}").status()).isEqualTo(500);
        JsonNode outputs = finished("{\"number_of_images\": 2}").path("result").path("output_objects");
        assertThat(outputs.findValuesAsText("tmp_url"))
                .hasSize(2)
                .allMatch(url -> url.startsWith("http://example.com/"));
    }

    @Test
    void aResultIsKnownByTheInputOfItsTask() {
        String url = finished("{}")
                .path("result")
                .path("output_objects")
                .path(0)
                .path("tmp_url")
                .asText();
        simulator.when(Call.RESULT).input("storage://shop/shoe").then(Fault.status(503));

        assertThat(client.open(url).status()).isEqualTo(503);
    }

    @Test
    void aTaskCanBeForgotten() {
        long id = accepted("{}");

        simulator.forgetTask(id);

        assertThat(client.pollAiEdit(id).status()).isEqualTo(404);
    }
}
