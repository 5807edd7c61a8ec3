package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator decides about unknown submits with any JMX console. */
class OperationsOverJmxTest extends InShop {

    private static final String DISABLED = "org.apache.camel.jmx.disabled";
    private static final String EDIT = "claid:shop?operation=edit";

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private static String usual;
    private ObjectName endpoint;

    @BeforeAll
    static void withJmx() {
        usual = System.getProperty(DISABLED);
        System.setProperty(DISABLED, "false");
    }

    @AfterAll
    static void asUsual() {
        System.setProperty(DISABLED, usual == null ? "true" : usual);
    }

    @BeforeEach
    void anUnknownSubmit() throws Exception {
        shop.claid.when(Call.SUBMIT).times(1).then(Fault.resetAfterAccepting());
        routes(routes -> routes.from("direct:in").to(EDIT));
        shop.start();
        failure(ClaidUnknownOutcomeException.class, "direct:in", FIRST, Map.of());
        Set<ObjectName> found = beans.queryNames(
                new ObjectName("org.apache.camel:context=" + shop.camel.getManagementName()
                        + ",type=endpoints,name=\"claid://shop*\""),
                null);
        endpoint = found.iterator().next();
    }

    @Test
    void unknownSubmitsAreListedAdoptedResubmittedAndDropped() throws Exception {
        String line = unknown().get(0);
        assertThat(line).contains("submit of " + FIRST);
        String key = line.substring(line.indexOf("(key ") + 5, line.length() - 1);
        assertThatThrownBy(() -> call("adoptUnknownTask", key, 0L))
                .isInstanceOf(MBeanException.class)
                .hasStackTraceContaining("allowed: the id of a task");

        call("adoptUnknownTask", key, shop.claid.ledger().tasks().get(0).id());

        assertThat(unknown()).isEmpty();
        task("direct:in", FIRST, Map.of());
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aResubmittedOneIsPaidAgain() throws Exception {
        String key = key();
        await().ignoreException(MBeanException.class).until(() -> {
            call("resubmitUnknownTask", key);
            return true;
        });
        task("direct:in", FIRST, Map.of());
        assertThat(shop.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void aDroppedOneIsForgotten() throws Exception {
        call("dropUnknownTask", key());
        assertThat(unknown()).isEmpty();
        assertThat(shop.tracker(EDIT).outstanding()).isZero();
    }

    @Test
    void theQuotaIsSeen() throws Exception {
        assertThat(beans.getAttribute(endpoint, "QuotaUsed")).isEqualTo("unlimited");
        assertThat(beans.getAttribute(endpoint, "PicturesWaiting")).isEqualTo(0);
        assertThat(beans.getAttribute(endpoint, "SecondsToDrain")).isEqualTo(0L);
    }

    private String key() throws Exception {
        String line = unknown().get(0);
        return line.substring(line.indexOf("(key ") + 5, line.length() - 1);
    }

    @SuppressWarnings("unchecked")
    private List<String> unknown() throws Exception {
        return (List<String>) beans.invoke(endpoint, "unknownTasks", new Object[0], new String[0]);
    }

    private void call(String operation, Object... arguments) throws Exception {
        String[] types = arguments.length == 1
                ? new String[] {String.class.getName()}
                : new String[] {String.class.getName(), "long"};
        beans.invoke(endpoint, operation, arguments, types);
    }
}
