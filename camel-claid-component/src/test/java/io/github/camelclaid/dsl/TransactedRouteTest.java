package io.github.camelclaid.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.InShop;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A transaction lives on its thread, so a transacted route blocks there until its task is over. */
class TransactedRouteTest extends InShop {

    private static final String EDIT = "claid:shop?operation=edit&op.resizing.width=40";

    private JdbcTemplate database;

    private List<String> orders() {
        return database.queryForList("select picture from orders order by picture", String.class);
    }

    @BeforeEach
    void aDatabase() {
        DriverManagerDataSource source =
                new DriverManagerDataSource("jdbc:h2:mem:" + dir.getFileName() + ";DB_CLOSE_DELAY=-1");
        database = new JdbcTemplate(source);
        database.execute("create table orders (picture varchar(200))");
        shop.camel
                .getRegistry()
                .bind("required", new SpringTransactionPolicy(new DataSourceTransactionManager(source)));
    }

    private void orderIsWritten(Exchange exchange) {
        database.update(
                "insert into orders values (?)", exchange.getMessage().getHeader(ClaidConstants.INPUT, String.class));
    }

    private static Processor noteThread(String step) {
        return exchange -> {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .as("in the transaction %s", step)
                    .isTrue();
            exchange.setProperty(step, Thread.currentThread().getName());
        };
    }

    private void transactedRoute() throws Exception {
        routes(routes -> routes.from("direct:order")
                .transacted("required")
                .process(noteThread("before"))
                .process(this::orderIsWritten)
                .to(EDIT)
                .process(noteThread("after"))
                .to("mock:out"));
        shop.start();
    }

    @Test
    void anOrderIsCommittedWhenItsTaskIsDone() throws Exception {
        transactedRoute();

        Exchange exchange = call("direct:order", null, Map.of(ClaidConstants.INPUT, FIRST));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(ClaidTask.class).statusText()).isEqualTo("DONE");
        assertThat(orders()).containsExactly(FIRST);
        assertThat(exchange.getProperty("after")).isEqualTo(exchange.getProperty("before"));
    }

    @Test
    void anOrderIsRolledBackWhenItsTaskFails() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.error());
        transactedRoute();

        Exchange exchange = call("direct:order", null, Map.of(ClaidConstants.INPUT, FIRST));

        assertThat(exchange.getException(ClaidTaskFailedException.class)).isNotNull();
        assertThat(orders()).isEmpty();
    }

    @Test
    void anOrderThatIsRolledBackAfterItsTaskIsPaidOnce() throws Exception {
        routes(routes -> {
            routes.from("direct:order")
                    .transacted("required")
                    .process(this::orderIsWritten)
                    .to(EDIT)
                    .filter(routes.header("fails"))
                    .throwException(new IllegalStateException("after the edit"));
        });
        shop.start();

        Exchange first = call("direct:order", null, Map.of(ClaidConstants.INPUT, FIRST, "fails", true));
        assertThat(first.getException(IllegalStateException.class)).isNotNull();
        assertThat(orders()).isEmpty();
        call("direct:order", null, Map.of(ClaidConstants.INPUT, FIRST, "fails", false));

        assertThat(orders()).containsExactly(FIRST);
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aFinishedTaskIsConsumedAgainWhenItsTransactionIsRolledBack() throws Exception {
        routes(routes -> routes.from("claid:shop?initialDelay=0&delay=50")
                .routeId("out")
                .transacted("required")
                .setHeader(ClaidConstants.INPUT, routes.constant(FIRST))
                .process(this::orderIsWritten)
                .to("mock:out"));
        mock("out").expectedMessageCount(2);
        mock("out").whenExchangeReceived(1, exchange -> {
            throw new IllegalStateException("the first time");
        });
        shop.start();

        template.sendBody("claid:shop", FIRST);

        mock("out").assertIsSatisfied(10_000);
        shop.camel.getRouteController().stopRoute("out");
        assertThat(orders()).containsExactly(FIRST);
    }
}
