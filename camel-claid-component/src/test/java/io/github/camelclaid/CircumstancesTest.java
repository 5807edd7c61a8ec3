package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.simulator.script.Profile;
import io.github.camelclaid.transfer.ClaidDownloadException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of pictures when not one call goes wrong but the circumstances change. */
@Tag("long")
class CircumstancesTest extends InShop {

    private static final String EDIT = "claid:shop?operation=edit";

    private CompletableFuture<Exchange> edit(String input) {
        return template.asyncSend(EDIT, exchange -> exchange.getMessage().setBody(input));
    }

    @Test
    void anAnswerWithTheIdOfAnotherTaskIsNotTakenForOnesOwn() throws Exception {
        shop.claid.rule("submit input=picture-1: done with-the-id-before");
        shop.claid.rule("submit: done after 10s");
        shop.start();
        CompletableFuture<Exchange> first = edit(FIRST);
        await().until(() -> shop.claid.ledger().submits() == 1);

        failure(ClaidUnknownOutcomeException.class, EDIT, SECOND, Map.of());

        ClaidTask task = first.get(20, TimeUnit.SECONDS).getMessage().getBody(ClaidTask.class);
        assertThat(task.toJson().at("/request/input").asText()).isEqualTo(FIRST);
    }

    @Test
    void anOutageOfAServerThatKeepsItsTasksOnlyDelaysThem() throws Exception {
        shop.claid.rule("submit: done after 10s");
        shop.start();
        CompletableFuture<Exchange> picture = edit(FIRST);
        await().until(() -> shop.claid.ledger().submits() == 1);
        shop.claid.goDown();
        CompletableFuture<Exchange> later = edit(SECOND);
        shop.claid.comeBack();

        assertThat(picture.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(later.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(shop.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void aServerThatForgetsItsTasksExpiresThem() {
        shop.claid.rule("submit: done after 10s");
        shop.start();
        CompletableFuture<Exchange> picture = edit(FIRST);
        await().until(() -> shop.claid.ledger().polls() > 0);
        shop.claid.goDown();
        shop.claid.forgetTasks();
        shop.claid.comeBack();

        await().until(picture::isDone);
        assertThat(picture.join().getException()).isInstanceOf(ClaidTaskExpiredException.class);
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aResultThatIsGoneIsSaidAndNotPaidAgain() throws Exception {
        shop.start();
        ClaidTask task = task(EDIT, FIRST, Map.of());
        shop.claid.expireResults();

        ClaidDownloadException gone =
                failure(ClaidDownloadException.class, "claid:shop?operation=download", task, Map.of());
        assertThat(gone.isExpired()).isTrue();
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aQuotaThatShrinksIsNoticedFromTheAnswersAndKept() throws Exception {
        shop.close();
        shop = Shop.open(40, settings -> settings.storage("shop", dir.resolve("catalogue"))
                .quota("120/60s,4/1s"));
        shop.component.setRateLimit("120/60s,4/1s");
        template = shop.camel.createProducerTemplate();
        shop.start();
        task(EDIT, FIRST, Map.of());
        shop.claid.quota("30/60s,4/1s");
        Shop.drop(dir.resolve("catalogue"), 40, "jpg");
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 1; i < 40; i++) {
            all.add(edit("storage://shop/picture-" + i + ".jpg"));
        }

        for (CompletableFuture<Exchange> each : all) {
            assertThat(each.get(60, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(shop.claid.ledger().charges()).isEqualTo(40);
        assertThat(shop.claid.ledger().tooManyRequests())
                .as("429, until it is noticed")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aQuotaThatIsKeptSecretCostsRefusalsAndNoPicture() throws Exception {
        shop.close();
        shop = Shop.open(40, settings -> settings.storage("shop", dir.resolve("catalogue"))
                .quota("30/60s,4/1s")
                .quotaHeaders(false));
        shop.component.setRateLimit("120/60s,4/1s");
        template = shop.camel.createProducerTemplate();
        shop.start();
        Shop.drop(dir.resolve("catalogue"), 20, "jpg");
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(edit("storage://shop/picture-" + i + ".jpg"));
        }

        for (CompletableFuture<Exchange> each : all) {
            assertThat(each.get(60, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(shop.claid.ledger().charges()).isEqualTo(20);
    }

    /** 40 pictures, each submitted once and taken from the consumer; whatever happens, the books have to agree. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void theBooksAgreeInEveryProfile(Profile profile) throws Exception {
        int pictures = 40;
        shop.close();
        Path catalogue = dir.resolve("catalogue");
        Shop.drop(catalogue, pictures, "jpg");
        shop = Shop.open(40, settings -> settings.storage("shop", catalogue).profile(profile));
        template = shop.camel.createProducerTemplate();
        Set<Long> accepted = ConcurrentHashMap.newKeySet();
        Set<Object> ended = ConcurrentHashMap.newKeySet();
        AtomicInteger unknown = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        routes(r -> {
            r.onException(Exception.class).handled(true).process(exchange -> ended.add(id(exchange)));
            r.from("claid:shop").process(exchange -> ended.add(id(exchange)));
        });
        shop.start();
        for (int i = 0; i < pictures; i++) {
            Exchange end = call("claid:shop?onAccountError=wait", "storage://shop/picture-" + i + ".jpg", Map.of());
            if (end.getException() == null) {
                accepted.add(end.getMessage().getHeader(ClaidConstants.TASK_ID, Long.class));
            } else if (end.getException() instanceof ClaidUnknownOutcomeException) {
                unknown.incrementAndGet();
            } else {
                refused.incrementAndGet();
            }
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Set<Object> missing = new HashSet<>(accepted);
            missing.removeAll(ended);
            assertThat(missing.size()).isEqualTo(shop.tracker("claid:shop").outstanding() - unknown.get());
            assertThat(missing.size()).isLessThanOrEqualTo(3);
        });

        assertThat(accepted.size() + unknown.get() + refused.get()).isEqualTo(pictures);
        assertThat(shop.claid.ledger().charges())
                .isBetween((long) accepted.size(), (long) accepted.size() + unknown.get());
        assertThat(shop.claid.ledger().violations()).isEmpty();
    }

    private static Long id(Exchange exchange) {
        return exchange.getMessage().getHeader(ClaidConstants.TASK_ID, Long.class);
    }
}
