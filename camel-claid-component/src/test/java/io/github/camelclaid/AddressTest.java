package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where pictures come from and where results go: addresses of storages, and templates of them. */
class AddressTest extends InShop {

    private static final String NAMED = "claid:a?operation=edit&output=storage://shop/out/${file:name.noext}.png";

    private Path catalogue;

    @BeforeEach
    void start() {
        catalogue = dir.resolve("catalogue");
        shop.start();
    }

    private ClaidInvalidRequestException refused(String uri, Object body, Map<String, Object> headers) {
        ClaidInvalidRequestException refusal = failure(ClaidInvalidRequestException.class, uri, body, headers);
        assertThat(shop.claid.ledger().requests()).as("nothing is sent").isZero();
        return refusal;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shoe.jpg | shoe.png | storage://shop/out/shoe.png",
                "kids/red shoe.jpg | kids/red shoe.png | storage://shop/out/kids/red%20shoe.png",
                "Müller+Söhne 50%.jpg | Müller+Söhne 50%.png | storage://shop/out/M%C3%BCller%2BS%C3%B6hne%2050%25.png",
                "a#b?c&d=[1].jpg | a#b?c&d=[1].png | storage://shop/out/a%23b%3Fc%26d%3D%5B1%5D.png",
                "50%20off.jpg | 50%20off.png | storage://shop/out/50%2520off.png",
            })
    void aTemplatePutsEachResultUnderTheNameOfItsFile(String name, String written, String uri) {
        ClaidTask task = task(NAMED, FIRST, Map.of(Exchange.FILE_NAME, name));

        assertThat(task.request().path("output").asText()).isEqualTo(uri);
        assertThat(catalogue.resolve("out").resolve(written)).isRegularFile();
    }

    @Test
    void theMessageTellsWhereAResultWasPut() {
        Exchange done = call(NAMED, FIRST, Map.of(Exchange.FILE_NAME, "shoe.jpg"));

        assertThat(done.getMessage().getHeader(ClaidConstants.OUTPUT_URI)).isEqualTo("storage://shop/out/shoe.png");
        assertThat(done.getMessage().getHeader(ClaidConstants.TMP_URL)).isNull();
    }

    @Test
    void aTemplateMayBeTheDestinationOfAWholeOutput() {
        String output =
                "{\"format\":\"png\",\"destination\":\"storage://shop/${header.folder}/${file:name.noext}.png\"}";

        task(
                "claid:a?operation=edit&output=RAW(" + output + ")",
                FIRST,
                Map.of(Exchange.FILE_NAME, "shoe.jpg", "folder", "summer"));

        assertThat(catalogue.resolve("summer/shoe.png")).isRegularFile();
    }

    @Test
    void anInputMayBeATemplateToo() throws Exception {
        Files.createDirectories(catalogue.resolve("new in"));
        Files.write(catalogue.resolve("new in/red shoe.jpg"), Shop.picture(1, "jpg"));

        ClaidTask task = task(
                "claid:a?operation=edit&input=storage://shop/${header.CamelAwsS3Key}",
                null,
                Map.of("CamelAwsS3Key", "new in/red shoe.jpg"));

        assertThat(task.request().path("input").asText()).isEqualTo("storage://shop/new%20in/red%20shoe.jpg");
    }

    @Test
    void aHeaderTakesThePlaceOfATemplateThatHasNoName() {
        ClaidTask task = task(NAMED, FIRST, Map.of(ClaidConstants.OUTPUT, "storage://shop/chosen.png"));

        assertThat(task.output().claidStorageUri()).isEqualTo("storage://shop/chosen.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage://shop/out/${file:name.noext}.png",
                "storage://shop/${header.missing}",
                "storage://shop/${header.missing}/shoe.png",
                "storage://shop/out/${header.missing}-front.png",
                "storage://shop/out/shoe-${header.blank}.png",
                "https://${header.missing}.example.com/shoe.png",
                "storage://${header.missing}"
            })
    void aTemplateWithoutItsNameIsRefusedBeforeResultsOverwriteEachOther(String template) {
        assertThat(refused("claid:a?operation=edit&output=" + template, FIRST, Map.of("blank", " ")))
                .hasMessageStartingWith("output becomes ")
                .hasMessageContaining("allowed: a name for each ${...} of " + template);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://cdn.example/${header.n}.png | shoe#2 | https://cdn.example/shoe%232.png",
                "https://cdn.example/${header.n}.png | kids/red shoe?x | https://cdn.example/kids/red%20shoe%3Fx.png",
                "https://cdn.example/${header.n}.png | %2e%2e/secret | https://cdn.example/%252e%252e/secret.png",
                "https://${header.n}.cdn.example/a.png | evil.example#x | https://evil.example%23x.cdn.example/a.png",
                "https://cdn.example/img?of=${header.n} | a&b=c | https://cdn.example/img?of=a%26b%3Dc",
                "https://cdn.example/${replace('e','o',${header.n})}.png | shee | https://cdn.example/shoo.png",
                "storage://shop/.hidden/${header.n} | .dot.png | storage://shop/.hidden/.dot.png",
            })
    void whatFunctionsGiveIsPartOfANameAndNothingElse(String template, String value, String sent) {
        ClaidTask accepted = task("claid:a?input=RAW(" + template + ")", null, Map.of("n", value));

        assertThat(accepted.request().path("input").asText()).isEqualTo(sent);
    }

    @Test
    void anInputWithoutItsNameIsNotTheWholeStorage() {
        assertThat(refused("claid:a?operation=edit&input=storage://shop/${header.CamelAwsS3Key}", null, Map.of()))
                .hasMessageStartingWith("input becomes storage://shop/, allowed: a name for each ${...}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "kids/../../secret", "./shoe", "kids//shoe"})
    void aNameDoesNotLeadOutOfTheFolder(String name) {
        assertThat(refused(
                        "claid:a?operation=edit&output=storage://shop/out/${header.key}.png",
                        FIRST,
                        Map.of("key", name)))
                .hasMessageContaining("output becomes storage://shop/out/" + name + ".png");
    }

    @Test
    void aTemplateThatCannotBeReadIsRefusedWhenTheRouteStarts() {
        assertThatThrownBy(() -> shop.camel.getEndpoint("claid:a?output=storage://shop/${file:nonsense}.png"))
                .hasStackTraceContaining("file:nonsense");
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage://shop/new in/Schürze.jpg", "storage://shop/new%20in/Schürze.jpg"})
    void addressesOfStoragesAreSentAsUris(String address) throws Exception {
        Files.createDirectories(catalogue.resolve("new in"));
        Files.write(catalogue.resolve("new in/Schürze.jpg"), Shop.picture(1, "jpg"));
        String sent = "storage://shop/new%20in/Sch%C3%BCrze.jpg";

        assertThat(task("claid:a?operation=edit", address, Map.of())
                        .request()
                        .path("input")
                        .asText())
                .as("as body")
                .isEqualTo(sent);
        assertThat(task("claid:b?operation=edit", null, Map.of(ClaidConstants.INPUT, address))
                        .request()
                        .path("input")
                        .asText())
                .as("as header")
                .isEqualTo(sent);
        assertThat(task("claid:c?operation=edit", FIRST, Map.of(ClaidConstants.OUTPUT, "storage://shop/out/ä b.png"))
                        .request()
                        .path("output")
                        .asText())
                .as("as destination")
                .isEqualTo("storage://shop/out/%C3%A4%20b.png");
    }

    @Test
    void anObjectIsKnownByItsETagWhateverItsSignature() throws Exception {
        Map<String, Object> object =
                Map.of("CamelAwsS3BucketName", "files", "CamelAwsS3Key", "shoes/red shoe.jpg", "CamelAwsS3ETag", "abc");
        byte[] picture = Shop.picture(1, "jpg");
        HttpServer files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, picture.length);
            exchange.getResponseBody().write(picture);
            exchange.close();
        });
        files.start();
        try {
            String server = "http://127.0.0.1:" + files.getAddress().getPort();
            String signed = server + "/files/shoes/red%20shoe.jpg?X-Amz-Signature=";
            task("claid:a?operation=edit", signed + "1", object);
            task("claid:a?operation=edit", signed + "2", object);
            assertThat(shop.claid.ledger().charges()).as("the same object").isEqualTo(1);

            task("claid:a?operation=edit", server + "/shoe.jpg", object);
            task("claid:a?operation=edit", server + "/shoe.jpg", object);
            assertThat(shop.claid.ledger().charges())
                    .as("a URL whose content may change: the headers tell of another object")
                    .isEqualTo(3);
        } finally {
            files.stop(0);
        }
    }
}
