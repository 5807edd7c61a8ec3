package io.github.camelclaid.client;

import static io.github.camelclaid.client.ClientFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaidConnectionTest {

    @RegisterExtension
    final ClientFixture fixture = new ClientFixture();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.claid.ai",
                "HTTPS://api.claid.ai:8443/base",
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://127.1.2.3:80/x",
                "http://[::1]:8080"
            })
    void theKeyMayGoOverTlsOrStayOnThisMachine(String url) {
        assertThat(new ClaidConnection(URI.create(url), KEY).baseUrl()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.claid.ai",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://0.0.0.0",
                "http://10.0.0.1",
                "ftp://localhost",
                "api.claid.ai",
                "/v1",
                "https:///v1",
                "mailto:a@b",
                "https://api.claid.ai?x=1",
                "https://api.claid.ai#x",
                "https://under_score.example"
            })
    void anyOtherBaseUrlIsRefusedByNameAndValue(String url) {
        assertThatThrownBy(() -> new ClaidConnection(URI.create(url), KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baseUrl")
                .hasMessageContaining(url)
                .hasMessageContaining("https");
    }

    @Test
    void userInfoIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> new ClaidConnection(URI.create("https://joe:pass@api.claid.ai"), KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baseUrl")
                .hasMessageNotContaining("pass");
    }

    @Test
    void aSlashAtTheEndIsDropped() {
        assertThat(new ClaidConnection(URI.create("https://api.claid.ai/base//"), KEY).baseUrl())
                .isEqualTo(URI.create("https://api.claid.ai/base"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "abc\r\nX-Evil: 1", "abc\n", "a b", "abc\u0000", "schlüssel", "abc\u007f"})
    void aKeyThatCannotBeAHeaderIsRefusedWithoutShowingIt(String key) {
        assertThatThrownBy(() -> new ClaidConnection(ClaidConnection.CLAID, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apiKey")
                .hasMessageNotContaining("abc")
                .hasMessageNotContaining("schl");
    }

    @Test
    void aMissingKeyIsRefused() {
        assertThatThrownBy(() -> new ClaidConnection(ClaidConnection.CLAID, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apiKey is missing");
    }

    @Test
    void timeoutsAndSizesArePositive() {
        ClaidConnection connection = new ClaidConnection(ClaidConnection.CLAID, KEY);

        assertThatThrownBy(() -> connection.withRequestTimeout(Duration.ZERO)).hasMessageContaining("requestTimeout");
        assertThatThrownBy(() -> connection.withUploadTimeout(Duration.ofSeconds(-1)))
                .hasMessageContaining("uploadTimeout");
        assertThatThrownBy(() -> connection.withUploadTimeout(Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContaining("uploadTimeout");
        assertThatThrownBy(() -> connection.withMaxResponseBytes(0)).hasMessageContaining("maxResponseBytes");
    }

    @Test
    void theKeyIsInNoText() {
        ClaidConnection connection = new ClaidConnection(ClaidConnection.CLAID, KEY);

        assertThat(connection + " " + fixture.client(connection))
                .doesNotContain(KEY)
                .contains("apiKey=***");
    }

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        ClaidConnection connection = new ClaidConnection(ClaidConnection.CLAID, KEY);

        assertThat(connection.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(connection.uploadTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(connection.maxResponseBytes()).isEqualTo(1_000_000);
    }
}
