package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageLinksTest {

    @TempDir
    Path dir;

    @Test
    void nothingIsMadeWhereALinkLeads() throws Exception {
        Path shop = Files.createDirectories(dir.resolve("shop"));
        Path outside = Files.createDirectories(dir.resolve("outside"));
        Files.createSymbolicLink(shop.resolve("link"), outside);
        Files.write(shop.resolve("shoe.png"), Pictures.encoded(Pictures.plain(4, 3, Color.RED), "png"));
        try (ClaidSimulator simulator =
                ClaidSimulator.builder().noQuota().storage("shop", shop).start()) {
            Client client = new Client(simulator);
            Client.Reply reply = client.send(client.request("/v1/image/edit")
                    .header("Authorization", "Bearer " + Client.KEY)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"input\": \"storage://shop/shoe.png\","
                            + " \"operations\": {}, \"output\": \"storage://shop/link/new/deep/x.jpg\"}")));

            assertThat(reply.status()).isEqualTo(422);
            assertThat(outside).isEmptyDirectory();
        }
    }
}
