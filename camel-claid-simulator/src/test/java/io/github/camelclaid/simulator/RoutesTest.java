package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

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
            PUT    | image/edit                | POST
            GET    | image/edit/async          | POST
            DELETE | image/edit/async/1        | GET
            GET    | image/edit/batch          | POST
            POST   | image/edit/batch/1        | GET
            GET    | image/edit/upload         | POST
            GET    | image/ai-edit             | POST
            PATCH  | image/ai-edit/1           | GET
            """)
    void aKnownPathTellsItsMethods(String method, String path, String allowed) {
        Client.Reply reply = new Client(claid.simulator()).send(method, path, "{}");

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
