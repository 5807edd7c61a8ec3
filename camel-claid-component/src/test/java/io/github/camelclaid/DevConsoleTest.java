package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** {@code camel get}, and whoever else asks Camel's dev consoles, sees the quota. */
class DevConsoleTest {

    @Test
    void theQuotaOfEachAccountIsShown() throws Exception {
        try (Shop shop = Shop.open()) {
            shop.component.setRateLimit("120/60s,4/1s");
            shop.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("claid:shop?operation=edit");
                }
            });
            shop.start();
            DevConsole console = shop.camel
                    .getCamelContextExtension()
                    .getContextPlugin(DevConsoleRegistry.class)
                    .resolveById("claid");

            String text = (String) console.call(DevConsole.MediaType.TEXT);
            assertThat(text)
                    .contains("0 of 120/60s, 0 of 4/1s", "Pictures waiting: 0", "Seconds to drain, at least: 0");

            JsonObject json = (JsonObject) console.call(DevConsole.MediaType.JSON);
            JsonArray accounts = json.getCollection("accounts");
            assertThat(accounts).singleElement().satisfies(account -> assertThat((Map<String, Object>) account)
                    .containsEntry("picturesWaiting", 0)
                    .containsEntry("heldBack", false));
            assertThat(text + json).doesNotContain(Shop.KEY);
        }
    }
}
