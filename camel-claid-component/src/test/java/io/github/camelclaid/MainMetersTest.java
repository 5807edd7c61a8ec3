package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meters in an application of camel-main, as docs/meters.md switches them on. */
class MainMetersTest {

    @TempDir
    Path dir;

    @Test
    void prometheusFindsThemAtTheManagementPort() throws Exception {
        Shop.drop(dir, 1, "jpg");
        int port = freePort();
        try (Shop server = Shop.open(40, settings -> settings.storage("shop", dir))) {
            Main main = new Main();
            main.addInitialProperty("camel.component.claid.api-key", Shop.KEY);
            main.addInitialProperty("camel.component.claid.account", "me");
            main.addInitialProperty("camel.component.claid.base-url", server.claid.baseUrl());
            main.addInitialProperty("camel.metrics.enabled", "true");
            main.addInitialProperty("camel.management.enabled", "true");
            main.addInitialProperty("camel.management.metricsEnabled", "true");
            main.addInitialProperty("camel.management.port", Integer.toString(port));
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:edit").to("claid:shop?operation=edit&op.resizing.width=40");
                }
            });
            main.start();
            try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
                assertThat(scrape(port))
                        .contains("camel_claid_charges_total{account=\"me\",call=\"submit\",name=\"shop\"} 0.0");
                template.requestBody("direct:edit", InShop.FIRST);

                assertThat(scrape(port))
                        .contains("camel_claid_charges_total{account=\"me\",call=\"submit\",name=\"shop\"} 1.0")
                        .contains(
                                "camel_claid_charges_repeated_total{account=\"me\",call=\"submit\",name=\"shop\"} 0.0")
                        .contains("camel_claid_tasks_total{account=\"me\",name=\"shop\",status=\"done\"} 1.0")
                        .contains("camel_claid_outstanding{account=\"me\",state=\"accepted\"} 0.0")
                        .contains("camel_claid_outstanding_oldest_seconds{account=\"me\"}")
                        .contains("camel_claid_quota_wait_seconds_sum{account=\"me\",call=\"poll\"}")
                        .doesNotContain(Shop.KEY);
            } finally {
                main.stop();
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String scrape(int port) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + port + "/observe/metrics");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
