package io.github.camelclaid.client;

import static io.github.camelclaid.client.ClientFixture.KEY;
import static io.github.camelclaid.client.ClientFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.spi.HttpResponseAware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClaidApiExceptionTest {

    @RegisterExtension
    final ClientFixture fixture = new ClientFixture();

    private ClaidApiException refusal(String status, String headers, String body) throws Exception {
        RawServer server = fixture.close(RawServer.answering(status, headers, body));
        return failure(fixture.submit(server.url()), ClaidApiException.class);
    }

    private ClaidApiException refusal(String body) throws Exception {
        return refusal("422 Unprocessable Entity", "", body);
    }

    @Test
    void theEnvelopeOfTheErrorsPageIsRead() throws Exception {
        ClaidApiException error = refusal("""
                {"error_code":"9000","error_type":"validation","error_message":"Invalid request.",
                "error_details":{"operations.resizing.fit":["unknown value","pick one"],"input":"too long"}}""");

        assertThat(error.errorCode()).isEqualTo("9000");
        assertThat(error.errorType()).isEqualTo("validation");
        assertThat(error.errorMessage()).isEqualTo("Invalid request.");
        assertThat(error.details())
                .isEqualTo(Map.of(
                        "operations.resizing.fit", List.of("unknown value", "pick one"), "input", List.of("too long")));
        assertThat(error)
                .hasMessage("Claid refused the edit: 422 validation, code 9000: Invalid request."
                        + " [operations.resizing.fit: unknown value pick one; input: too long]");
    }

    @Test
    void theEnvelopeUnderDetailIsRead() throws Exception {
        ClaidApiException error = refusal("429 Too Many Requests", "X-Request-ID: 1b-2\r\n", """
                {"detail":{"error_code":2001,"error_type":"general","error_message":"Rate limit exceeded"}}""");

        assertThat(error)
                .hasMessage("Claid refused the edit: 429 general, code 2001: Rate limit exceeded (request id 1b-2)");
        assertThat(error.requestId()).isEqualTo("1b-2");
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void theListUnderDetailIsRead() throws Exception {
        ClaidApiException error = refusal("""
                {"detail":[{"loc":["path",0,"task_id"],"msg":"not an integer","type":"type_error"},{"msg":"also"}]}""");

        assertThat(error.details()).isEqualTo(Map.of("path.0.task_id", List.of("not an integer"), "", List.of("also")));
        assertThat(error).hasMessageContaining("path.0.task_id: not an integer");
    }

    @Test
    void aTextUnderDetailIsRead() throws Exception {
        assertThat(refusal("404 Not Found", "", "{\"detail\":\"No such path\"}"))
                .hasMessage("Claid refused the edit: 404: No such path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html><h1>no</h1></html>", "null", "[]", "7", "{\"error_message\":{}}", "{\"detail\":"})
    void anythingElseLeavesTheStatusLine(String body) throws Exception {
        assertThat(refusal("403 Forbidden", "", body)).hasMessage("Claid refused the edit: 403: Forbidden");
    }

    @Test
    void whatTheServerSaysStaysShortAndInOneLine() throws Exception {
        ClaidApiException error = refusal(
                "{\"error_message\":\"a\\u0000b\\r\\nFAKE LOG LINE \\u001b[31m\\u202e" + "x".repeat(100_000) + "\"}");

        assertThat(error.getMessage())
                .hasSizeLessThan(700)
                .startsWith("Claid refused the edit: 422: a b FAKE LOG LINE");
        assertThat(error.getMessage().codePoints().noneMatch(Character::isISOControl))
                .isTrue();
        assertThat(error.getMessage()).doesNotContain("\u202e");
    }

    @Test
    void manyDetailsAreCut() throws Exception {
        StringBuilder many = new StringBuilder("{\"error_details\":{\"p\":[\"m\"]");
        for (int i = 0; i < 5000; i++) {
            many.append(",\"p").append(i).append("\":[\"m\"]");
        }

        ClaidApiException error = refusal(many + "}}");

        assertThat(error.details()).hasSize(50);
        assertThat(error.getMessage()).hasSizeLessThan(700);
    }

    @Test
    void aServerThatRepeatsTheKeyDoesNotGetItIntoAMessage() throws Exception {
        ClaidApiException error = refusal(
                "401 " + KEY,
                "X-Request-Id: " + KEY + "\r\n",
                "{\"error_message\":\"bad key " + KEY + "\",\"error_details\":{\"" + KEY + "\":[\"" + KEY + "\"]}}");

        assertThat(error.toString()).doesNotContain(KEY).contains("bad key ***");
        assertThat(error.error().toString()).doesNotContain(KEY);
    }

    @Test
    void camelSeesTheStatus() throws Exception {
        HttpResponseAware error = refusal("402 Payment Required", "", "");
        error.setHttpResponseCode(200);
        error.setHttpResponseStatus("fine");

        assertThat(error.getHttpResponseCode()).isEqualTo(402);
        assertThat(error.getHttpResponseStatus()).isEqualTo("402: Payment Required");
    }

    @Test
    void theSameDataMakesTheSameExceptionAgain() throws Exception {
        ClaidApiException error = refusal("402 Payment Required", "", "");

        ClaidApiException again = new ClaidApiException("refused the edit", error.error());

        assertThat(again).hasMessage(error.getMessage());
        assertThat(again.error()).isEqualTo(error.error());
    }
}
