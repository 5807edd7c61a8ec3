package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClaidSimulatorExtensionTest {

    private static final String INPUT = "https://x.example/y.jpg";

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(builder -> builder.noQuota());

    private static String firstUrl;

    @Test
    @Order(1)
    void aTestLeavesScriptAndLedgerBehind() {
        firstUrl = claid.baseUrl();
        claid.simulator().when(Call.SUBMIT).nth(2).then(Fault.status(503));

        assertThat(new Client(claid.simulator()).submit(INPUT).status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void theNextTestStartsAfreshOnTheSameSimulator() {
        assertThat(claid.baseUrl()).isEqualTo(firstUrl);
        assertThat(claid.simulator().ledger().requests()).isZero();

        Client client = new Client(claid.simulator());
        assertThat(client.submit(INPUT).status()).isEqualTo(200);
        assertThat(client.submit(INPUT).status()).isEqualTo(200);
    }

    @Nested
    class WithOneForEachTest {

        @RegisterExtension
        final ClaidSimulatorExtension own = ClaidSimulatorExtension.withDefaults();

        @Test
        void anInstanceFieldHasASimulatorOfItsOwn() {
            assertThat(own.baseUrl()).isNotEqualTo(claid.baseUrl());
        }
    }
}
