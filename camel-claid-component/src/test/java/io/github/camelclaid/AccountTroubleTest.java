package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route learns when Claid says no, and what health says meanwhile. */
class AccountTroubleTest extends InShop {

    private static final String FAIL = "claid:shop?operation=edit&onAccountError=fail";

    private HealthCheck.Result health() {
        Collection<HealthCheck.Result> results = HealthCheckHelper.invoke(shop.camel);
        return results.stream()
                .filter(result -> result.getCheck().getId().startsWith("claid-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check of claid among " + results));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void aRefusalOfTheAccountFailsWhereThatIsWanted(int status) {
        shop.claid.when(Call.SUBMIT).always().then(Fault.status(status));
        shop.start();

        ClaidApiException refusal = failure(ClaidApiException.class, FAIL, FIRST, Map.of());

        assertThat(refusal.httpStatus()).isEqualTo(status);
        assertThat(refusal.getHttpResponseCode()).isEqualTo(status);
        assertThat(refusal.requestId()).isNotBlank();
        assertThat(refusal).hasMessageContaining(refusal.requestId()).hasMessageContaining("" + status);
        assertThat(refusal.errorCode()).isNotBlank();
        assertThat(shop.claid.ledger().charges()).isZero();
    }

    @Test
    void aRefusalOfTheRequestFailsWithTheReasonOfTheServer() {
        shop.start();

        ClaidApiException refusal = failure(
                ClaidApiException.class,
                "claid:shop?operation=edit&validate=off",
                FIRST,
                Map.of(ClaidConstants.OPERATIONS, "{\"resizing\":{\"widht\":4}}"));

        assertThat(refusal.httpStatus()).isEqualTo(422);
        assertThat(refusal.details()).isNotEmpty();
        assertThat(refusal).hasMessageContaining("widht").hasMessageContaining(refusal.requestId());
    }

    @Test
    void aTaskThatClaidDoesNotKnowIsA404() {
        shop.start();

        ClaidApiException refusal = failure(
                ClaidApiException.class, "claid:shop?operation=status", null, Map.of(ClaidConstants.TASK_ID, 4711L));

        assertThat(refusal.httpStatus()).isEqualTo(404);
    }

    @Test
    void creditsThatAreUsedUpHoldTheExchangeAndTheHealthUntilTheyAreBack() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Fault.status(402));
        shop.start();
        failure(ClaidInvalidRequestException.class, "claid:shop?operation=download", null, Map.of());
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);

        CompletableFuture<Exchange> edit = CompletableFuture.supplyAsync(
                () -> call("claid:shop?operation=edit&op.resizing.width=40", FIRST, Map.of()));
        await().atMost(10, TimeUnit.SECONDS).until(() -> health().getState() == HealthCheck.State.DOWN);

        HealthCheck.Result down = health();
        assertThat(down.getMessage().orElseThrow()).contains("402");
        assertThat(down.getDetails()).containsEntry("http.response.code", 402).containsKeys("since", "retryAt");
        assertThat(down.getCheck().isLiveness())
                .as("a restart brings no credits")
                .isFalse();
        assertThat(edit).isNotDone();

        shop.claid.reset();
        assertThat(edit.get(20, TimeUnit.SECONDS)
                        .getMessage()
                        .getBody(ClaidTask.class)
                        .statusText())
                .isEqualTo("DONE");
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void theHealthOfAComponentThatStoppedIsNotAskedForAnyMore() throws Exception {
        shop.start();
        task("claid:shop", FIRST, Map.of());
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);

        shop.component.stop();

        assertThat(HealthCheckHelper.invoke(shop.camel))
                .noneMatch(result -> result.getCheck().getId().startsWith("claid-"));
    }
}
