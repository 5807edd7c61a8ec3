package io.github.camelclaid.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaidTaskTest {

    /** The sample of the Async API Reference, section "Read a response" of the result. */
    private static final String DONE = """
            {"data":{"id":1,"status":"DONE","created_at":"2023-03-13T11:37:09.160554+00:00",
            "request":{"input":"https://picsum.photos/200.jpg","operations":{"resizing":{"width":1000},"padding":null}},
            "errors":[],"result":{
            "input_object":{"ext":"jpeg","mps":0.04,"mime":"image/jpeg","width":200,"height":200,"format":"JPEG"},
            "output_object":{"ext":"pnj","mps":1.0,"mime":"image/png","width":1000,"height":1000,"format":"PNG",
            "tmp_url":"https://storage.googleapis.com/x/image.png","object_key":null,"object_uri":""}}}}""";

    private static ClaidTask task(String json) throws Exception {
        return ClaidTask.fromJson(json(json), null);
    }

    private static JsonNode json(String json) throws Exception {
        return ClaidJson.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theDocumentedResultIsRead() throws Exception {
        ClaidTask task = ClaidTask.fromJson(json(DONE), "r-1");

        assertThat(task.id()).isEqualTo(1);
        assertThat(task.status()).isEqualTo(TaskStatus.DONE);
        assertThat(task.createdAt()).isEqualTo("2023-03-13T11:37:09.160554Z");
        assertThat(task.createdAtText()).isEqualTo("2023-03-13T11:37:09.160554+00:00");
        assertThat(task.request().at("/operations/resizing/width").intValue()).isEqualTo(1000);
        assertThat(task.request().at("/operations/padding").isNull()).isTrue();
        assertThat(task.resultUrl()).isNull();
        assertThat(task.errors()).isEmpty();
        assertThat(task.requestId()).isEqualTo("r-1");
        assertThat(task.input())
                .isEqualTo(new ImageObject("jpeg", "image/jpeg", "JPEG", 0.04, 200, 200, null, null, null, null, null));
        assertThat(task.output())
                .isEqualTo(new ImageObject(
                        "pnj",
                        "image/png",
                        "PNG",
                        1.0,
                        1000,
                        1000,
                        "https://storage.googleapis.com/x/image.png",
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void theJsonComesOutAsItCameIn() throws Exception {
        String received = "{\"id\":9223372036854775807,\"x\":{\"y\":[1.0,2.50,1E+400,null]},\"status\":\"DONE\"}";

        ClaidTask task = task("{\"data\":" + received + "}");

        assertThat(task.toJson().toString()).isEqualTo(received);
        assertThat(task.id()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itsJsonMayBeChangedWithoutChangingTheTask() throws Exception {
        ClaidTask task = task("{\"id\":1,\"status\":\"DONE\"}");

        task.toJson().put("status", "ERROR");

        assertThat(task.statusText()).isEqualTo("DONE");
    }

    @Test
    void theWrapperMayBeMissing() throws Exception {
        assertThat(task("{\"id\":5}")).isEqualTo(task("{\"data\":{\"id\":5}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1\""})
    void anIdIsAnIntegerOrItsDigits(String id) throws Exception {
        assertThat(task("{\"id\":" + id + "}").id()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "{}",
                "{\"id\":null}",
                "{\"id\":\"\"}",
                "{\"id\":\"x1\"}",
                "{\"id\":1.0}",
                "{\"id\":true}",
                "{\"id\":9223372036854775808}",
                "{\"id\":\"9223372036854775808\"}",
                "{\"data\":null}"
            })
    void withoutAReadableIdThereIsNoTask(String json) {
        assertThatThrownBy(() -> task(json)).isInstanceOf(ClaidUnreadableTaskException.class);
    }

    @Test
    void nothingAtAllIsNoTask() {
        assertThatThrownBy(() -> ClaidTask.fromJson(null, null)).isInstanceOf(ClaidUnreadableTaskException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"result\":null,\"errors\":null,\"request\":null,\"result_url\":null,\"status\":null",
                ",\"result\":{},\"errors\":[],\"result_url\":\"\",\"status\":\"\",\"created_at\":\"\"",
                ",\"result\":{\"input_object\":null,\"output_object\":{}},\"errors\":[null]",
                ",\"result\":[],\"errors\":\"\",\"created_at\":\"yesterday\"",
                ",\"result\":\"none\",\"errors\":{},\"created_at\":{},\"status\":{}"
            })
    void whatIsMissingOrEmptyIsNull(String members) throws Exception {
        ClaidTask task = task("{\"id\":1" + members + "}");

        assertThat(task.status()).isEqualTo(TaskStatus.UNKNOWN);
        assertThat(task.statusText()).isNull();
        assertThat(task.createdAt()).isNull();
        assertThat(task.request()).isNull();
        assertThat(task.resultUrl()).isNull();
        assertThat(task.input()).isNull();
        assertThat(task.output()).isNull();
        assertThat(task.errors()).isEmpty();
    }

    @Test
    void errorsAreReadInEveryDocumentedForm() throws Exception {
        ClaidTask task = task("""
                {"id":1,"status":"ERROR","errors":[
                {"error":"too large","created_at":1678707429,"input_object":null},
                {"error":"broken","created_at":"2023-03-13","input_object":{"ext":"jpg"}},
                {"created_at":null}, "text"]}""");

        assertThat(task.errors())
                .containsExactly(
                        new TaskError("too large", "1678707429", null),
                        new TaskError(
                                "broken",
                                "2023-03-13",
                                new ImageObject("jpg", null, null, null, null, null, null, null, null, null, null)),
                        new TaskError(null, null, null),
                        new TaskError("text", null, null));
    }

    @Test
    void sizesMayBeOfAnyKindOfNumber() throws Exception {
        ImageObject image =
                ImageObject.fromJson(json("{\"mps\":\"1.5\",\"width\":1000.0,\"height\":\"20\",\"format\":1}"));
        ImageObject odd = ImageObject.fromJson(
                json("{\"mps\":\"many\",\"width\":1E400,\"height\":99999999999,\"ext\":{},\"tmp_url\":true}"));

        assertThat(image.mps()).isEqualTo(1.5);
        assertThat(image.width()).isEqualTo(1000);
        assertThat(image.height()).isEqualTo(20);
        assertThat(odd).isEqualTo(new ImageObject(null, null, null, null, null, null, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-04-19T23:57:51.947Z, 2024-04-19T23:57:51.947Z",
        "2023-03-13T11:37:09.160554+00:00, 2023-03-13T11:37:09.160554Z",
        "2023-03-13T11:37:09+0200, 2023-03-13T09:37:09Z",
        "2023-03-13T11:37:09+02, 2023-03-13T09:37:09Z",
        "2023-03-13 11:37:09, 2023-03-13T11:37:09Z",
        "1678707429, 2023-03-13T11:37:09Z",
        "1678707429000, 2023-03-13T11:37:09Z",
    })
    void timesAreReadInManyStyles(String text, Instant moment) throws Exception {
        assertThat(task("{\"id\":1,\"created_at\":\"" + text + "\"}").createdAt())
                .isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, ACCEPTED, false, false",
        "WAITING, WAITING, false, false",
        "processing, PROCESSING, false, false",
        "PAUSED, PAUSED, false, false",
        "Done, DONE, true, false",
        "ERROR, ERROR, true, true",
        "CANCELLED, CANCELLED, true, true",
        "DREAMING, UNKNOWN, false, false"
    })
    void aStatusSaysWhetherTheTaskGoesOn(String text, TaskStatus status, boolean finished, boolean failed)
            throws Exception {
        ClaidTask task = task("{\"id\":1,\"status\":\"" + text + "\"}");

        assertThat(task.status()).isEqualTo(status);
        assertThat(task.statusText()).isEqualTo(text);
        assertThat(status.isFinished()).isEqualTo(finished);
        assertThat(status.isFailed()).isEqualTo(failed);
        assertThat(status.isInProgress()).isEqualTo(!finished);
    }

    @Test
    void itsTextHoldsNoTemporaryUrl() throws Exception {
        assertThat(task(DONE) + " " + task(DONE).output()).doesNotContain("googleapis");
    }

    @Test
    void aTreeOfAnyMapperMakesATask() throws Exception {
        assertThat(ClaidTask.fromJson(new ObjectMapper().readTree(DONE), null)
                        .output()
                        .mps())
                .isEqualTo(1.0);
    }

    @Test
    void aFailureNamesItsTaskAndSurvivesSerialization() throws Exception {
        ClaidTask task = ClaidTask.fromJson(
                json("{\"id\":3,\"status\":\"ERROR\",\"errors\":[{\"error\":\"a\\nb\"},{\"error\":\"c\"}]}"), "r-1");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ClaidTaskFailedException(task));
        }

        ClaidTaskFailedException failure = (ClaidTaskFailedException)
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(failure).hasMessage("Claid's task 3 ended with ERROR: a b; c (request id r-1)");
        assertThat(failure.task()).isEqualTo(task);
    }

    @Test
    void aTimeoutSaysThatTheTaskIsStillRemembered() {
        ClaidTaskTimeoutException timeout =
                new ClaidTaskTimeoutException(3, TaskStatus.PROCESSING, Duration.ofHours(1));

        assertThat(timeout)
                .hasMessageContaining("task 3")
                .hasMessageContaining("PT1H")
                .hasMessageContaining("PROCESSING")
                .hasMessageContaining("may still finish")
                .hasMessageContaining("remembered");
    }

    @Test
    void anExpiredTaskSaysThatItWasCharged() {
        assertThat(new ClaidTaskExpiredException(3, "Claid does not know it any more"))
                .hasMessageContaining("task 3")
                .hasMessageContaining("does not know it any more")
                .hasMessageContaining("was charged");
    }

    private static ClaidTask batch(String json) throws Exception {
        return ClaidTask.fromJson(TaskFamily.BATCH, json(json), null);
    }

    @Test
    void aBatchHasAllItsResultsAndErrors() throws Exception {
        ClaidTask batch = batch("""
                {"id":7,"status":"DONE","request":{"input":["a","b"]},
                 "results":[{"input_object":{"ext":"jpg","width":5},"output_object":{"ext":"webp","tmp_url":"https://r"}}],
                 "errors":[{"error":"not found","created_at":1}]}""");

        assertThat(batch.results()).singleElement().satisfies(result -> {
            assertThat(result.input().width()).isEqualTo(5);
            assertThat(result.output().tmpUrl()).isEqualTo("https://r");
        });
        assertThat(batch.errors()).extracting(TaskError::message).containsExactly("not found");
        assertThat(batch.output()).as("a message about all is about none").isNull();
        assertThat(batch.isFailed()).isFalse();
        assertThat(batch).hasToString("ClaidTask[batch, id=7, status=DONE]");
        assertThat(batch.items()).extracting(ClaidTask::status).containsExactly(TaskStatus.DONE, TaskStatus.ERROR);
        assertThat(batch.items().get(0).output().tmpUrl()).isEqualTo("https://r");
        assertThat(batch.items().get(1).errors()).hasSize(1);
    }

    @Test
    void oneEditHasAtMostOneResult() throws Exception {
        assertThat(ClaidTask.fromJson(json(DONE), null).results()).hasSize(1);
        for (String none : List.of("{'id':1}", "{'id':1,'result':{}}", "{'id':1,'result':null}")) {
            assertThat(ClaidTask.fromJson(json(none.replace('\'', '"')), null).results())
                    .isEmpty();
        }
    }

    @Test
    void aBatchHasFailedWhenItEndedWithoutAnyResult() throws Exception {
        String pair = "{\"output_object\":{\"ext\":\"jpg\"}}";
        for (String status : List.of("DONE", "ERROR", "CANCELLED")) {
            assertThat(batch("{\"id\":7,\"status\":\"" + status + "\",\"results\":[" + pair + "]}")
                            .isFailed())
                    .as(status)
                    .isFalse();
            for (String none : List.of("[]", "null", "{}", "[null]", "[{}]")) {
                assertThat(batch("{\"id\":7,\"status\":\"" + status + "\",\"results\":" + none + "}")
                                .isFailed())
                        .as(status + none)
                        .isTrue();
            }
        }
        assertThat(batch("{\"id\":7,\"status\":\"PROCESSING\"}").isFailed()).isFalse();
    }
}
