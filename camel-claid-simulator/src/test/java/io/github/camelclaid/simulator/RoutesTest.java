package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are known. */
class RoutesTest {

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(builder -> builder.noQuota());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT    | /v1/image/edit             | POST
            GET    | /v1/image/edit/async       | POST
            DELETE | /v1/image/edit/async/1     | GET
            GET    | /v1/image/edit/batch       | POST
            POST   | /v1/image/edit/batch/1     | GET
            GET    | /v1/image/edit/upload      | POST
            GET    | /v1/image/ai-edit          | POST
            PATCH  | /v1/image/ai-edit/1        | GET
            POST   | /v1/storage/storage-types  | GET
            PUT    | /v1/storage/storages       | GET, POST
            POST   | /v1/storage/storages/1     | GET, PATCH, DELETE
            GET    | /_simulator/settings      | POST
            PUT    | /_simulator/script        | GET, POST, DELETE
            """)
    void aKnownPathTellsItsMethods(String method, String path, String allowed) {
        Client client = new Client(claid.simulator());

        Client.Reply reply = client.send(client.request(path).method(method, BodyPublishers.ofString("{}")));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo(allowed);
        assertThat(reply.json().path("error_message").asText()).isNotEmpty();
        assertThat(reply.header("x-request-id")).isNotEmpty();
        assertThat(claid.simulator().ledger().requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "image/edit/async/1/2", "image/edits", "storage", ""})
    void anUnknownPathIsNotFound(String path) {
        Client.Reply reply = new Client(claid.simulator()).send("POST", path, "{}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().path("error_code").asText()).isNotEmpty();
        assertThat(reply.header("x-request-id")).isNotEmpty();
    }
}
