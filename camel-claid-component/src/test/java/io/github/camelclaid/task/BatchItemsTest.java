package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Item;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which item of a batch is said to be which image's, and what it is called. */
class BatchItemsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ArrayNode results = new ObjectMapper().createArrayNode();
    private final ArrayNode errors = new ObjectMapper().createArrayNode();

    private BatchItemsTest result(String member, String address) {
        ObjectNode output = results.addObject().putObject("output_object");
        output.put("ext", "webp").put(member, address);
        return this;
    }

    private BatchItemsTest error(String text) {
        errors.addObject().put("error", text);
        return this;
    }

    private List<TrackedTask> split(Input images, String destination) {
        ObjectNode task = new ObjectMapper().createObjectNode();
        task.put("id", 7).put("status", "DONE").put("created_at", "2026-01-01T00:00:00Z");
        task.putObject("request").put("input", "echo");
        task.set("results", results);
        task.set("errors", errors);
        return BatchItems.of(Desk.intent(
                        "b", Desk.SUBMITS, "print", Map.of("order", 5), Desk.batch(images, destination))
                .accepted(new Acceptance(TaskFamily.BATCH, 7, ApiVersion.V1, NOW, null), Polling.NONE)
                .over(TaskState.FINISHED, new Outcome(Desk.task(TaskFamily.BATCH, task.toString()), null, NOW)));
    }

    private List<Item> items(String... inputs) {
        return split(Input.list(List.of(inputs)), null).stream()
                .map(TrackedTask::item)
                .toList();
    }

    private List<String> inputs(String... inputs) {
        return items(inputs).stream().map(Item::input).toList();
    }

    @Test
    void anItemIsATaskOfItsOwn() {
        result("tmp_url", "https://r.example/a.webp").error("bad");

        List<TrackedTask> items =
                split(Input.list(List.of("https://a.example/a.jpg", "https://a.example/b.jpg")), null);

        assertThat(items).extracting(TrackedTask::key).containsExactly("item/b#000000", "item/b#000001");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.lane()).isEqualTo(Desk.SUBMITS);
            assertThat(item.taskId()).isEqualTo(7);
            assertThat(item.carried()).isEqualTo(Map.of("order", 5));
            assertThat(item.item().size()).isEqualTo(2);
            assertThat(item.outcome().task().family()).isEqualTo(TaskFamily.BATCH);
            assertThat(item.outcome().task().request())
                    .as("the echo of a thousand addresses is not kept a thousand times")
                    .isNull();
        });
        assertThat(items.get(0).isDone()).isTrue();
        assertThat(items.get(0).outcome().task().output().tmpUrl()).isEqualTo("https://r.example/a.webp");
        assertThat(items.get(1).outcome().task().status()).isEqualTo(TaskStatus.ERROR);
        assertThat(items.get(1).failure())
                .hasMessage("an image of Claid's batch 7 (https://a.example/b.jpg) ended with ERROR: bad");
    }

    @Test
    void aResultIsMatchedByTheNameOfItsFileWhereverThatStands() {
        for (String member : List.of("claid_storage_uri", "object_uri", "tmp_url")) {
            results.removeAll();
            result(member, "https://r.example/x/red%20shoe.webp").result(member, "https://r.example/x/b.webp");
            assertThat(inputs("https://a.example/b.jpg", "https://a.example/red%20shoe.jpg", "https://a.example/c.jpg"))
                    .as(member)
                    .containsExactly("https://a.example/red%20shoe.jpg", "https://a.example/b.jpg");
        }
        results.removeAll();
        result("object_key", "x/red shoe.webp");
        assertThat(inputs("https://a.example/red%20shoe.jpg?sig=1", "https://a.example/c.jpg"))
                .containsExactly("https://a.example/red%20shoe.jpg?sig=1");
    }

    @Test
    void aNameThatTwoInputsHaveBelongsToNeither() {
        result("tmp_url", "https://r.example/shoe.webp").result("tmp_url", "https://r.example/shoe-1.webp");
        result("tmp_url", "https://r.example/shoelace.webp");

        assertThat(inputs(
                        "https://a.example/1/shoe.jpg",
                        "https://a.example/2/shoe.jpg",
                        "https://a.example/shoelace.jpg",
                        "https://a.example/shoe-1.jpg"))
                .as("shoe-1 may be another shoe whose name was changed")
                .containsExactly(null, null, "https://a.example/shoelace.jpg");
    }

    @Test
    void aNameIsRecognisedInTheSpellingOfAUrl() {
        result("tmp_url", "https://r.example/red_shoe__2_.webp").result("tmp_url", "https://r.example/a_b.webp");
        result("tmp_url", "https://r.example/%E9%9D%B4.webp");

        assertThat(inputs(
                        "https://a.example/red%20shoe%20(2).jpg",
                        "https://a.example/a%20b.jpg",
                        "https://a.example/a-b.jpg",
                        "https://a.example/%E9%9D%B4.jpg",
                        "https://a.example/%E9%9E%84.jpg"))
                .containsExactly("https://a.example/red%20shoe%20(2).jpg", null, "https://a.example/%E9%9D%B4.jpg");
    }

    @Test
    void aNameThatMayBeTheSpellingOfAnotherBelongsToNothing() {
        result("tmp_url", "https://r.example/red_shoe.png").result("tmp_url", "https://r.example/red_shoe-1.png");

        assertThat(inputs("https://a.example/red%20shoe.jpg", "https://a.example/red_shoe.jpg"))
                .containsExactly(null, null);
    }

    @Test
    void twoResultsOfOneNameBelongToNothing() {
        result("tmp_url", "https://r.example/1/a.webp").result("tmp_url", "https://r.example/2/a.webp");

        assertThat(inputs("https://a.example/a.jpg", "https://a.example/b.jpg", "https://a.example/c.jpg"))
                .containsExactly(null, null);
    }

    @Test
    void anErrorIsMatchedByTheOneUrlThatItNames() {
        error("cannot read https://a.example/10.jpg?sig=1.").error("(https://a.example/1.jpg) is no picture");
        error("neither https://a.example/2.jpg nor https://a.example/3.jpg").error("https://a.example/2.jpg.bak");
        error(null);

        assertThat(inputs(
                        "https://a.example/1.jpg",
                        "https://a.example/10.jpg?sig=1",
                        "https://a.example/2.jpg",
                        "https://a.example/3.jpg"))
                .containsExactly("https://a.example/10.jpg?sig=1", "https://a.example/1.jpg", null, null, null);
    }

    @Test
    void aSignedUrlIsMatchedWithoutItsSignatureAndShownWithoutIt() {
        error("https://a.example/1.jpg: not found").error("https://a.example/2.jpg?sig=secret not found");

        List<TrackedTask> items = split(
                Input.list(List.of(
                        "https://a.example/1.jpg?sig=secret",
                        "https://a.example/2.jpg?sig=secret",
                        "https://a.example/3.jpg?sig=secret")),
                null);

        assertThat(items.get(0).item().input()).isEqualTo("https://a.example/1.jpg?sig=secret");
        assertThat(items.get(0).failure())
                .hasMessage(
                        "an image of Claid's batch 7 (https://a.example/1.jpg?…) ended with ERROR: https://a.example/1.jpg: not"
                                + " found");
        assertThat(items.get(1).failure()).hasMessageNotContaining("secret").hasMessageContaining("2.jpg?… not found");
    }

    @Test
    void whatIsLeftOverBelongsTogether() {
        result("tmp_url", "https://r.example/a.webp").error("something went wrong");
        result("tmp_url", "https://r.example/c.webp");

        assertThat(inputs("https://a.example/a.jpg", "https://a.example/b.jpg", "https://a.example/c.jpg"))
                .containsExactly("https://a.example/a.jpg", "https://a.example/c.jpg", "https://a.example/b.jpg");
    }

    @Test
    void whereMoreOrFewerItemsThanInputsCameNothingIsConcluded() {
        result("tmp_url", "https://r.example/a.webp").error("something went wrong");

        assertThat(inputs("https://a.example/a.jpg")).containsExactly("https://a.example/a.jpg", null);
        assertThat(inputs("https://a.example/a.jpg", "https://a.example/b.jpg", "https://a.example/c.jpg"))
                .containsExactly("https://a.example/a.jpg", null);
    }

    @Test
    void anItemIsCalledLikeItsInputElseLikeItsFile() {
        result("tmp_url", "https://r.example/a.webp").result("tmp_url", "https://r.example/..%2f%24%7Bx%7D.webp");
        result("tmp_url", "https://r.example/").error("bad");

        assertThat(items("https://a.example/in/a.jpg", "https://a.example/b.jpg", "https://a.example/c.jpg"))
                .extracting(Item::fileName)
                .containsExactly("a.jpg", "$_x_.webp", null, null);
    }

    @Test
    void aFolderKeepsItsSubfoldersAndKnowsNoInput() {
        result("claid_storage_uri", "storage://shop/out/kids/red%20shoe.webp");
        result("claid_storage_uri", "storage://elsewhere/kids/b.webp");

        assertThat(split(Input.folder("storage://shop/in/", true), "storage://shop/out/"))
                .extracting(TrackedTask::item)
                .allSatisfy(item -> assertThat(item.input()).isNull())
                .extracting(Item::fileName)
                .containsExactly("kids/red shoe.webp", "b.webp");
    }

    @Test
    void namesThatWouldOverwriteEachOtherAreToldApart() {
        result("tmp_url", "https://r.example/1/shoe.webp").result("tmp_url", "https://r.example/2/Shoe.webp");
        result("tmp_url", "https://r.example/3/shoe.jpg").result("tmp_url", "https://r.example/shoe-2.jpg");

        assertThat(split(Input.folder("storage://shop/in/", true), null))
                .extracting(task -> task.item().fileName())
                .containsExactly("shoe.webp", "Shoe-2.webp", "shoe-3.jpg", "shoe-2-4.jpg");
    }

    @Test
    void aBatchOfNothingIsNotSplitAndNamesItsSource() {
        assertThat(split(Input.folder("storage://shop/in/", false), null)).isEmpty();
    }
}
