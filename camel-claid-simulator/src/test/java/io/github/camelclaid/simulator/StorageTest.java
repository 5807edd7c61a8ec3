package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Storages as resources of the API. */
class StorageTest {

    private static final byte[] SHOE = Pictures.encoded(Pictures.plain(40, 30, Color.RED), "png");
    private static final String CREDENTIALS = "{\"access_key\": \"%s\", \"secret_access_key\": \"%s\"}"
            .formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);

    @TempDir
    static Path root;

    private static Path folder;
    private static S3Server s3;
    private static HttpServer web;
    private static ClaidSimulator simulator;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        folder = Files.createDirectory(root.resolve("shop"));
        s3 = new S3Server(Files.createDirectory(root.resolve("s3")));
        s3.bucket("pictures");
        s3.bucket("archive");
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            boolean found = exchange.getRequestURI().getRawPath().equals("/catalogue/red%20shoe.png");
            exchange.sendResponseHeaders(found ? 200 : 404, found ? SHOE.length : -1);
            exchange.getResponseBody().write(found ? SHOE : new byte[0]);
            exchange.close();
        });
        web.start();
        simulator = ClaidSimulator.builder()
                .noQuota()
                .duration(Timing.fixed(Duration.ZERO))
                .storage("shop", folder)
                .storage("catalogue", s3.settings("pictures").below("catalogue/2026"))
                .s3Endpoint(s3.endpoint())
                .start();
        client = new Client(simulator);
    }

    @AfterAll
    static void stop() {
        simulator.close();
        web.stop(0);
        s3.close();
    }

    @BeforeEach
    void afresh() {
        simulator.reset();
        for (String bucket : List.of("pictures", "archive")) {
            s3.clear(bucket);
            s3.put(bucket, "in/shoe.png", SHOE);
        }
    }

    private static String bucket(String name, String type, String parameters) {
        return "{\"name\": \"%s\", \"type\": \"%s\", \"parameters\": {%s, \"credentials\": %s}}"
                .formatted(name, type, parameters, CREDENTIALS);
    }

    private static String webFolder(String name, String url) {
        return "{\"name\": \"%s\", \"type\": \"web_folder\", \"parameters\": {\"base_url\": \"%s\"}}"
                .formatted(name, url);
    }

    private static Client.Reply create(String body) {
        return client.send("POST", "storage/storages", body);
    }

    private static long created(String body) {
        Client.Reply reply = create(body);
        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
        return reply.data().path("id").asLong();
    }

    private static Client.Reply patch(long id, String body) {
        return client.send("PATCH", "storage/storages/" + id, body);
    }

    private static JsonNode patched(long id, String body) {
        Client.Reply reply = patch(id, body);
        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
        return reply.data();
    }

    private static Client.Reply delete(long id) {
        return client.send("DELETE", "storage/storages/" + id, "");
    }

    private static JsonNode list() {
        return client.get("/v1/storage/storages").data();
    }

    private static JsonNode one(long id) {
        return client.get("/v1/storage/storages/" + id).data();
    }

    private static long idOf(String name) {
        for (JsonNode storage : list()) {
            if (storage.path("name").asText().equals(name)) {
                return storage.path("id").asLong();
            }
        }
        throw new AssertionError("no storage " + name + " in " + list());
    }

    private static JsonNode finished(String input, String output) {
        JsonNode accepted = client.submit(input, "{}", "\"" + output + "\"").data();
        return client.poll(accepted.path("id").asLong()).data();
    }

    private static JsonNode done(String input, String output) {
        JsonNode task = finished(input, output);
        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("DONE");
        return task.path("result").path("output_object");
    }

    private static String failure(String input, String output) {
        JsonNode task = finished(input, output);
        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("ERROR");
        return task.path("errors").path(0).path("error").asText();
    }

    private static String webUrl() {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/catalogue";
    }

    @Test
    void theTypesAreListed() {
        assertThat(client.get("/v1/storage/storage-types").data())
                .extracting(JsonNode::asText)
                .containsExactly("web_folder", "s3", "gcs");
    }

    @Test
    void theStoragesOfTheStartAreListed() {
        JsonNode all = list();

        assertThat(all.findValuesAsText("name")).containsExactly("catalogue", "shop");
        assertThat(all).allSatisfy(storage -> {
            assertThat(storage.path("id").isIntegralNumber()).isTrue();
            assertThat(storage.path("type").asText()).isEqualTo("s3");
            assertThat(storage.path("created_at").asText()).isNotEmpty();
            assertThat(storage.path("parameters").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("bucket", "path");
        });
        assertThat(all.path(0).path("parameters").path("bucket").asText()).isEqualTo("pictures");
        assertThat(all.path(0).path("parameters").path("path").asText()).isEqualTo("catalogue/2026/");
        assertThat(all.path(1).path("parameters").path("bucket").asText()).isEqualTo("shop");
    }

    @Test
    void aFolderDoesNotTellWhereItIs() {
        Client.Reply reply = client.get("/v1/storage/storages/" + idOf("shop"));

        assertThat(reply.data().path("parameters").path("credentials").path("access_key"))
                .hasToString("\"\"");
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).doesNotContain(root.toString());
    }

    @Test
    void aSecretIsNeverReturned() {
        Client.Reply reply = create(bucket("attic", "s3", "\"bucket\": \"archive\""));
        long id = reply.data().path("id").asLong();

        assertThat(reply.data().path("parameters").path("credentials"))
                .hasToString("{\"access_key\":\"%s\"}".formatted(S3Server.ACCESS_KEY));
        List<Client.Reply> answers = List.of(
                reply,
                client.get("/v1/storage/storages"),
                client.get("/v1/storage/storages/" + id),
                patch(id, "{\"parameters\": {\"path\": \"x\"}}"),
                patch(id, "{\"parameters\": {\"bucket\": 7}}"),
                delete(id));
        assertThat(answers)
                .extracting(answer -> new String(answer.body(), StandardCharsets.UTF_8))
                .noneMatch(body -> body.contains(S3Server.SECRET_KEY));
    }

    @Test
    void aBucketIsInUseAtOnce() {
        long id = created(bucket("attic", "s3", "\"bucket\": \"archive\", \"path\": \"in\""));

        JsonNode output = done("storage://attic/shoe.png", "storage://attic/out/");

        assertThat(output.path("object_uri").asText()).isEqualTo("s3://archive/in/out/shoe.jpg");
        assertThat(output.path("claid_storage_uri").asText()).isEqualTo("storage://attic/out/shoe.jpg");
        assertThat(s3.objects("archive")).containsKey("in/out/shoe.jpg");
        assertThat(list().findValuesAsText("name")).containsExactly("catalogue", "shop", "attic");
        assertThat(one(id).path("parameters").path("path").asText()).isEqualTo("in");
    }

    @Test
    void aBatchReadsAndWritesIt() {
        created(bucket("attic", "s3", "\"bucket\": \"archive\""));
        s3.put("archive", "in/boot.png", SHOE);

        JsonNode accepted = client.batch("\"storage://attic/in/\"", "{}", "\"storage://attic/out/\"")
                .data();
        JsonNode task = client.pollBatch(accepted.path("id").asLong()).data();

        assertThat(task.path("results").findValuesAsText("object_key"))
                .as("%s", task)
                .containsExactlyInAnyOrder("out/boot.jpg", "out/shoe.jpg");
        assertThat(s3.objects("archive")).containsKeys("out/boot.jpg", "out/shoe.jpg");
    }

    @Test
    void aBucketOfGoogleHasItsOwnAddresses() {
        created(bucket("attic", "gcs", "\"bucket\": \"archive\""));

        JsonNode output = done("storage://attic/in/shoe.png", "storage://attic/out/");

        assertThat(output.path("object_uri").asText()).isEqualTo("gs://archive/out/shoe.jpg");
        assertThat(s3.objects("archive")).containsKey("out/shoe.jpg");
    }

    @Test
    void aPatchChangesOnlyWhatItNames() {
        long id = created(bucket("attic", "s3", "\"bucket\": \"archive\", \"path\": \"in\""));

        JsonNode patched = patched(id, "{\"parameters\": {\"bucket\": \"pictures\"}}");
        done("storage://attic/shoe.png", "storage://attic/out/");

        assertThat(patched.path("id").asLong()).isEqualTo(id);
        assertThat(patched.path("parameters").path("path").asText()).isEqualTo("in");
        assertThat(s3.objects("pictures")).containsKey("in/out/shoe.jpg");
        assertThat(s3.objects("archive")).doesNotContainKey("in/out/shoe.jpg");
    }

    @Test
    void credentialsCanBePatchedInPart() {
        long id = created(bucket("attic", "s3", "\"bucket\": \"archive\""));

        patched(id, "{\"parameters\": {\"credentials\": {\"secret_access_key\": \"another-secret\"}}}");
        assertThat(failure("storage://attic/in/shoe.png", "storage://attic/out/"))
                .contains("bucket archive answers 403")
                .doesNotContain("another-secret");
        patched(
                id,
                "{\"parameters\": {\"credentials\": {\"secret_access_key\": \"%s\"}}}".formatted(S3Server.SECRET_KEY));
        done("storage://attic/in/shoe.png", "storage://attic/out/");
        JsonNode patched = patched(id, "{\"parameters\": {\"credentials\": {\"access_key\": \"somebody\"}}}");

        assertThat(patched.path("parameters")
                        .path("credentials")
                        .path("access_key")
                        .asText())
                .isEqualTo("somebody");
        assertThat(failure("storage://attic/in/shoe.png", "storage://attic/out/"))
                .contains("bucket archive answers 403");
    }

    @Test
    void aBucketOfTheStartStaysWithItsServerWhenItIsPatched() {
        long id = idOf("catalogue");

        assertThat(patched(id, "{\"parameters\": {\"path\": \"\"}}")
                        .path("name")
                        .asText())
                .isEqualTo("catalogue");

        done("storage://catalogue/in/shoe.png", "storage://catalogue/out/");
        assertThat(s3.objects("pictures")).containsKey("out/shoe.jpg");
    }

    @Test
    void aStorageCanBeRenamed() {
        long id = created(bucket("attic", "s3", "\"bucket\": \"archive\""));

        patched(id, "{\"name\": \"cellar\"}");

        done("storage://cellar/in/shoe.png", "storage://cellar/out/");
        assertThat(failure("storage://attic/in/shoe.png", "storage://cellar/out/"))
                .contains("Storage attic is not found");
    }

    @Test
    void aFolderCanOnlyBeRenamed() throws Exception {
        Files.write(folder.resolve("shoe.png"), SHOE);
        long id = idOf("shop");

        Client.Reply refused = patch(id, "{\"parameters\": {\"bucket\": \"archive\"}}");
        patched(id, "{\"name\": \"store\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("error_message").asText()).contains("Storage shop is a folder");
        done("storage://store/shoe.png", "storage://store/out/");
        assertThat(folder.resolve("out/shoe.jpg")).exists();
    }

    @Test
    void anEmptyPatchChangesNothing() {
        long id = created(bucket("attic", "s3", "\"bucket\": \"archive\""));
        JsonNode before = one(id);

        assertThat(patched(id, "{}")).isEqualTo(before);
        assertThat(one(id)).isEqualTo(before);
    }

    @Test
    void aDeletedStorageIsOnlyDisconnected() {
        long id = created(bucket("attic", "s3", "\"bucket\": \"archive\""));

        Client.Reply reply = delete(id);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().has("data")).isTrue();
        assertThat(client.get("/v1/storage/storages/" + id).status()).isEqualTo(404);
        assertThat(failure("storage://attic/in/shoe.png", "storage://shop/")).contains("Storage attic is not found");
        assertThat(s3.objects("archive")).containsKey("in/shoe.png");
        assertThat(created(bucket("attic", "s3", "\"bucket\": \"archive\""))).isNotEqualTo(id);
    }

    @Test
    void aResetBringsBackTheStoragesOfTheStart() {
        created(bucket("attic", "s3", "\"bucket\": \"archive\""));
        patched(idOf("catalogue"), "{\"name\": \"book\"}");
        delete(idOf("shop"));

        simulator.reset();

        assertThat(list().findValuesAsText("name")).containsExactly("catalogue", "shop");
    }

    @Test
    void aNameCanBeUsedOnce() {
        long id = created(bucket("attic", "s3", "\"bucket\": \"archive\""));

        assertThat(create(webFolder("attic", "https://example.com")).status()).isEqualTo(409);
        Client.Reply reply = patch(id, "{\"name\": \"shop\"}");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().path("error_message").asText()).contains("named shop");
        assertThat(patch(id, "{\"name\": \"attic\"}").status()).isEqualTo(200);
    }

    @Test
    void withoutAnEndpointABucketIsNowhere() {
        try (ClaidSimulator alone = ClaidSimulator.builder()
                .noQuota()
                .duration(Timing.fixed(Duration.ZERO))
                .start()) {
            Client owner = new Client(alone);
            assertThat(owner.send("POST", "storage/storages", bucket("attic", "s3", "\"bucket\": \"archive\""))
                            .status())
                    .isEqualTo(200);

            long id = owner.submit("storage://attic/in/shoe.png")
                    .data()
                    .path("id")
                    .asLong();
            JsonNode task = owner.poll(id).data();

            assertThat(task.path("status").asText()).isEqualTo("ERROR");
            assertThat(task.path("errors").path(0).path("error").asText())
                    .contains("Bucket archive of storage attic", "s3Endpoint", "--s3-region");
        }
    }

    @Test
    void aWebFolderIsReadOverHttp() {
        long id = created(webFolder("web", webUrl()));

        done("storage://web/red%20shoe.png", "storage://catalogue/out/");

        assertThat(one(id).path("parameters")).hasToString("{\"base_url\":\"%s\"}".formatted(webUrl()));
        assertThat(s3.objects("pictures")).containsKey("catalogue/2026/out/red shoe.jpg");
        assertThat(failure("storage://web/blue.png", "storage://shop/"))
                .contains("storage://web/blue.png cannot be read", "status 404");
        assertThat(failure("storage://web/../red%20shoe.png", "storage://shop/"))
                .contains("leads out");
    }

    @Test
    void aWebFolderIsNeitherWrittenNorListed() {
        created(webFolder("web", webUrl()));

        assertThat(failure("storage://web/red%20shoe.png", "storage://web/out/"))
                .contains("storage://web/out/red%20shoe.jpg cannot be written", "can only be read");
        long batch =
                client.batch("\"storage://web/\"", "{}", "{}").data().path("id").asLong();
        assertThat(client.pollBatch(batch)
                        .data()
                        .path("errors")
                        .path(0)
                        .path("error")
                        .asText())
                .contains("cannot be listed");
    }

    @Test
    void aWebFolderIsReadFromAllowedHostsOnly() {
        created(webFolder("metadata", "http://169.254.169.254/latest/"));

        assertThat(failure("storage://metadata/shoe.png", "storage://shop/"))
                .contains("host 169.254.169.254 is not reachable");
    }

    @Test
    void aWebFolderCanBecomeABucket() {
        long id = created(webFolder("attic", webUrl()));

        Client.Reply refused = patch(id, "{\"type\": \"s3\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("error_details").has("parameters")).isTrue();
        patched(
                id,
                "{\"type\": \"s3\", \"parameters\": {\"bucket\": \"archive\", \"credentials\": %s}}"
                        .formatted(CREDENTIALS));

        done("storage://attic/in/shoe.png", "storage://attic/out/");
        assertThat(s3.objects("archive")).containsKey("out/shoe.jpg");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"type": "s3"}                                                             | name, parameters
            {"name": "a b", "type": "ftp", "parameters": {}}                           | name, type
            {"name": "a/b", "type": "web_folder", "parameters": {"base_url": "x"}}     | name, parameters.base_url
            {"name": "", "type": "s3", "parameters": []}                               | name, parameters
            {"name": "a", "type": "s3", "parameters": {}, "prefix": ""}                | parameters.bucket, parameters.credentials, prefix
            {"name": "a", "type": "s3", "parameters": {"bucket": "", "prefix": "", "credentials": {}}} | parameters.bucket, parameters.prefix, parameters.credentials.access_key, parameters.credentials.secret_access_key
            {"name": "a", "type": "gcs", "parameters": {"bucket": "a/b", "path": "../x", "credentials": 3}} | parameters.bucket, parameters.path, parameters.credentials
            {"name": "a", "type": "s3", "parameters": {"base_url": "https://x.com"}}   | parameters.bucket, parameters.credentials, parameters.base_url
            {"name": "a", "type": "web_folder", "parameters": {"bucket": "b", "credentials": {"access_key": "x"}}} | parameters.base_url, parameters.bucket, parameters.credentials
            {"name": "a", "type": "web_folder", "parameters": {"base_url": "https://me:pw@x.com/"}} | parameters.base_url
            {"name": "a", "type": "web_folder", "parameters": {"base_url": "https://x.com/?a=b"}}   | parameters.base_url
            """)
    void requestsAreChecked(String body, String paths) {
        Client.Reply reply = create(body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("error_code").asText()).isEqualTo("9000");
        assertThat(reply.json().path("error_details").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(paths.split(", "));
        assertThat(list()).hasSize(2);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"name": 3}                                                 | name
            {"bucket": "archive"}                                       | bucket
            {"parameters": {"credentials": {"access_key": ""}}}         | parameters.credentials.access_key
            {"parameters": {"path": null}}                              | parameters.path
            {"parameters": "archive"}                                   | parameters
            {"type": "web_folder"}                                      | parameters
            {"type": "ftp"}                                             | type
            ["name"]                                                    | body
            """)
    void patchesAreChecked(String body, String path) {
        long id = created(bucket("attic", "s3", "\"bucket\": \"archive\""));
        JsonNode before = one(id);

        Client.Reply reply = patch(id, body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("error_details").fieldNames()).toIterable().containsExactly(path);
        assertThat(one(id)).isEqualTo(before);
    }

    @Test
    void aBodyThatIsNotJsonIsABadRequest() {
        assertThat(create("{").status()).isEqualTo(400);
        assertThat(patch(idOf("shop"), "name").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PATCH", "DELETE"})
    void anUnknownStorageIsNotFound(String method) {
        assertThat(client.send(method, "storage/storages/1", "{}").status()).isEqualTo(404);
        assertThat(client.send(method, "storage/storages/shop", "{}").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1-beta1"})
    void storagesAreServedUnderBothVersions(String version) {
        Client owner = new Client(simulator, version);

        Client.Reply reply = owner.send("POST", "storage/storages", webFolder("web", webUrl()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(owner.get("/" + version + "/storage/storages/"
                                + reply.data().path("id").asLong())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void storagesNeedTheKey() {
        assertThat(client.send(client.request("/v1/storage/storages")).status()).isEqualTo(401);
        assertThat(client.send(client.request("/v1/storage/storages")
                                .header("Authorization", "Bearer wrong")
                                .POST(HttpRequest.BodyPublishers.ofString(webFolder("web", webUrl()))))
                        .status())
                .isEqualTo(401);
        assertThat(list()).hasSize(2);
    }

    @Test
    void storagesAreCountedButNeitherChargedNorLimited() {
        try (ClaidSimulator strict = ClaidSimulator.builder().quota("1/60s").start()) {
            Client owner = new Client(strict);
            owner.get("/v1/storage/storages");
            Client.Reply reply = owner.get("/v1/storage/storage-types");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("RateLimit-Limit")).isNull();
            assertThat(strict.ledger().requests(Call.STORAGE)).isEqualTo(2);
            assertThat(strict.ledger().charges()).isZero();
            assertThat(strict.ledger().peak(Duration.ofSeconds(60))).isZero();
        }
    }

    @Test
    void aFaultCanNameTheStorage() {
        simulator.when(Call.STORAGE).input("shop").then(Fault.status(503));

        assertThat(client.get("/v1/storage/storages/" + idOf("shop")).status()).isEqualTo(503);
        assertThat(client.get("/v1/storage/storages/" + idOf("catalogue")).status())
                .isEqualTo(200);
    }
}
