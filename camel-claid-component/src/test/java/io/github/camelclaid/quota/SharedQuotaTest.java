package io.github.camelclaid.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that share a quota, before a server that counts exactly. */
class SharedQuotaTest {

    private static final String LIMIT = "120/60s,4/1s";

    private final ManualTime time = new ManualTime();
    private final long start = time.clock().millis();
    private final Executor later = work -> time.schedule(work, 2, TimeUnit.MILLISECONDS);

    /** As the store has it. */
    private final SharedQuota quota = new SharedQuota() {

        private Instant next = Instant.MIN;

        @Override
        public synchronized Duration reserve(int requests, Duration spacing) {
            Instant now = time.clock().instant();
            Instant first = next.isAfter(now) ? next : now;
            next = first.plus(spacing.multipliedBy(requests));
            return Duration.between(now, first);
        }
    };

    private RequestPacer node() {
        RequestPacer pacer = new RequestPacer(RateLimit.parse(LIMIT), time.clock(), time);
        pacer.share(quota, later);
        return pacer;
    }

    @Test
    void timesThatAreThereAtOnceGoToAllThatWait() {
        RequestPacer pacer = new RequestPacer(RateLimit.parse("5000/1s"), time.clock(), time);
        pacer.acquire(Purpose.POLL).join().answered(429, RateLimitHeaders.NONE);
        pacer.share((requests, spacing) -> Duration.ZERO, Runnable::run);
        CompletableFuture<Slot> poll = pacer.acquire(Purpose.POLL);
        CompletableFuture<Slot> submit = pacer.acquire(Purpose.SUBMIT);
        assertThat(poll).isNotDone();
        time.advance(Duration.ofSeconds(5));
        assertThat(poll).isDone();
        assertThat(submit).isDone();
        assertThat(pacer.acquire(Purpose.POLL)).isDone();
    }

    @ParameterizedTest(name = "{0} nodes, ways of 0 to {1} ms")
    @CsvSource({"1,20", "2,200", "4,20", "4,200", "10,200"})
    void togetherTheyExceedNothingAndWasteHardlyAnything(int nodes, int longestWay) {
        JudgingServer server = new JudgingServer(LIMIT, time, new Random(nodes), longestWay);
        List<RequestPacer> all = IntStream.range(0, nodes).mapToObj(i -> node()).toList();
        for (int i = 0; i < 13_000; i++) {
            all.get(i % nodes).acquire(Purpose.POLL).thenAccept(server::send);
        }
        time.advance(Duration.ofMinutes(102));
        double used = server.admittedWithin(Duration.ofMinutes(2), Duration.ofMinutes(102), start) / 12_000.0;
        assertThat(server.refused()).isZero();
        assertThat(used).isGreaterThanOrEqualTo(0.98);
    }

    @ParameterizedTest(name = "{0} nodes, refusals count: {1}")
    @CsvSource({"1,false", "1,true", "4,false", "4,true"})
    void somebodyElseWithTheSameKeyIsBackedOffFrom(int nodes, boolean doRefusalsCount) {
        JudgingServer server = new JudgingServer(LIMIT, time, new Random(41), 100).countingRefusals(doRefusalsCount);
        List<RequestPacer> all = IntStream.range(0, nodes).mapToObj(i -> node()).toList();
        int[] sent = {0};
        for (int i = 0; i < 1000; i++) {
            all.get(i % nodes).acquire(Purpose.SUBMIT).thenAccept(slot -> {
                sent[0]++;
                server.send(slot);
            });
        }
        for (int second = 0; second < 1800; second++) {
            time.schedule(server::take, second, TimeUnit.SECONDS);
        }
        time.advance(Duration.ofMinutes(30));
        assertThat(sent[0]).isEqualTo(1000);
        // half of the quota is somebody else's: without feedback every second request would be refused
        System.out.printf("quota of %d nodes shared with somebody else: %d of 1000 refused%n", nodes, server.refused());
        assertThat(server.refused()).isLessThan(120);
    }

    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {1, 2, 10})
    void aPauseOfAllIsServedOnce(int nodes) {
        List<RequestPacer> all = IntStream.range(0, nodes).mapToObj(i -> node()).toList();
        List<CompletableFuture<Slot>> refused =
                all.stream().map(node -> node.acquire(Purpose.POLL)).toList();
        time.advance(Duration.ofSeconds(10));
        Duration minute = Duration.ofMinutes(1);
        refused.forEach(slot -> slot.join()
                .answered(
                        429,
                        new RateLimitHeaders(List.of(), Optional.empty(), OptionalLong.empty(), Optional.of(minute))));
        List<CompletableFuture<Slot>> next =
                all.stream().map(node -> node.acquire(Purpose.POLL)).toList();
        time.advance(minute.minusSeconds(1));
        assertThat(next).noneMatch(CompletableFuture::isDone);
        time.advance(Duration.ofSeconds(11));
        assertThat(next).allMatch(CompletableFuture::isDone);
    }

    @Test
    void oneThatIsAloneWithItsWorkGetsAllOfIt() {
        JudgingServer server = new JudgingServer(LIMIT, time, new Random(1), 50);
        node();
        RequestPacer busy = node();
        for (int i = 0; i < 1200; i++) {
            busy.acquire(Purpose.SUBMIT).thenAccept(server::send);
        }
        time.advance(Duration.ofMinutes(11));
        assertThat(server.admitted()).isEqualTo(1200);
    }

    @Test
    void aTimeThatNobodyCameForIsNotUsedMuchLater() {
        RequestPacer node = node();
        CompletableFuture<Slot> gone = node.acquire(Purpose.SUBMIT);
        gone.cancel(false);
        time.advance(Duration.ofSeconds(5));
        quota.reserve(4, Duration.ofMillis(503));
        CompletableFuture<Slot> next = node.acquire(Purpose.SUBMIT);
        time.advance(Duration.ofMillis(1900));
        assertThat(next).isNotDone();
        time.advance(Duration.ofMillis(200));
        assertThat(next).isDone();
    }

    @Test
    void uploadsThatTakeLongCostTwoTimesEach() {
        RequestPacer node = node();
        List<Slot> uploads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            node.acquire(Purpose.UPLOAD).thenAccept(uploads::add);
        }
        time.advance(Duration.ofSeconds(10));
        assertThat(uploads).hasSize(10);
        node.acquire(Purpose.SUBMIT);
        time.advance(Duration.ofMillis(100));
        Duration next = quota.reserve(1, Duration.ofMillis(503));
        assertThat(next).isGreaterThan(Duration.ofMillis(4 * 503));
    }

    @Test
    void whileTheQuotaCannotBeAskedNothingIsSentAndItIsAskedAgain() {
        boolean[] isAway = {true};
        int[] asked = {0};
        RequestPacer node = new RequestPacer(RateLimit.parse(LIMIT), time.clock(), time);
        node.share(
                (requests, spacing) -> {
                    asked[0]++;
                    if (isAway[0]) {
                        throw new NoClassDefFoundError("away");
                    }
                    return quota.reserve(requests, spacing);
                },
                later);
        CompletableFuture<Slot> slot = node.acquire(Purpose.SUBMIT);
        time.advance(Duration.ofSeconds(10));
        assertThat(slot).isNotDone();
        assertThat(asked[0]).isBetween(15, 20);
        isAway[0] = false;
        time.advance(Duration.ofSeconds(2));
        assertThat(slot).isDone();
    }
}
