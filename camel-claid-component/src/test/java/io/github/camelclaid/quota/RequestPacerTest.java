package io.github.camelclaid.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPacerTest {

    private static final RateLimitHeaders NONE = RateLimitHeaders.NONE;

    private final ManualTime time = new ManualTime();
    private final long start = time.clock().millis();
    private final List<String> order = new ArrayList<>();

    @Test
    void slotsKeepTheDistanceOfTheTightestWindow() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        List<Long> times = askFor(pacer, 4);
        time.advance(Duration.ofSeconds(1));
        assertThat(times).containsExactly(0L, 250L, 500L, 750L);
    }

    @Test
    void aFullWindowOpensALittleAfterItsOldestAnswerHasLeftIt() {
        RequestPacer pacer = pacer("2/10s");
        List<Long> times = askFor(pacer, 4);
        time.advance(Duration.ofMinutes(1));
        // 10 s and 0.5 % for clocks that run apart
        assertThat(times).containsExactly(0L, 5000L, 10_051L, 15_051L);
    }

    @Test
    void aRequestCountsUntilItsAnswerHasLeftTheWindow() {
        RequestPacer pacer = pacer("1/1s");
        CompletableFuture<Slot> first = pacer.acquire(Purpose.SUBMIT);
        CompletableFuture<Slot> second = pacer.acquire(Purpose.SUBMIT);
        time.advance(Duration.ofMillis(1999));
        assertThat(second).isNotDone();
        first.join().answered(200, NONE);
        time.advance(Duration.ofMillis(1005));
        assertThat(second).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(second).isDone();
    }

    @Test
    void anUnansweredRequestCountsLikeAnAnsweredOne() {
        RequestPacer pacer = pacer("1/1s");
        pacer.acquire(Purpose.SUBMIT).join().unanswered();
        CompletableFuture<Slot> second = pacer.acquire(Purpose.SUBMIT);
        time.advance(Duration.ofMillis(1005));
        assertThat(second).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(second).isDone();
    }

    @Test
    void anUnusedSlotTakesNothingFromTheWindow() {
        RequestPacer pacer = pacer("2/1h");
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Slot> slot = pacer.acquire(Purpose.POLL);
            time.advance(Duration.ofMinutes(30));
            slot.join().unused();
        }
        assertThat(pacer.waiting(Purpose.POLL)).isZero();
    }

    @Test
    void theWaitsForSlotsAddUpForEachPurpose() {
        RequestPacer pacer = pacer("1/1s");
        pacer.acquire(Purpose.SUBMIT).join().answered(200, NONE);
        pacer.acquire(Purpose.SUBMIT);
        CompletableFuture<Slot> givenUp = pacer.acquire(Purpose.POLL);
        time.advance(Duration.ofMillis(500));
        givenUp.cancel(false);
        time.advance(Duration.ofMillis(506));

        assertThat(pacer.waits(Purpose.SUBMIT)).isEqualTo(new SlotWaits(2, Duration.ofMillis(1006)));
        assertThat(pacer.waits(Purpose.POLL)).isEqualTo(new SlotWaits(0, Duration.ZERO));
    }

    @Test
    void onlyTheFirstReportOfASlotCounts() {
        RequestPacer pacer = pacer("2/1h");
        Slot slot = pacer.acquire(Purpose.POLL).join();
        slot.unanswered();
        slot.unused();
        slot.answered(429, headers(-1, 50));
        time.advance(Duration.ofMinutes(30));
        assertThat(pacer.isHeldBack()).isFalse();
        assertThat(pacer.acquire(Purpose.POLL)).isDone();
        CompletableFuture<Slot> third = pacer.acquire(Purpose.POLL);
        time.advance(Duration.ofMinutes(29));
        assertThat(third).isNotDone();
    }

    @Test
    void aLongQueueOfSubmitsDoesNotStopPolls() {
        RequestPacer pacer = pacer("1000/1s");
        queue(pacer, Purpose.SUBMIT, 6);
        queue(pacer, Purpose.POLL, 3);
        time.advance(Duration.ofSeconds(1));
        assertThat(order)
                .containsExactly("SUBMIT", "POLL", "SUBMIT", "POLL", "SUBMIT", "POLL", "SUBMIT", "SUBMIT", "SUBMIT");
    }

    @Test
    void aLongQueueOfPollsDoesNotStopSubmits() {
        RequestPacer pacer = pacer("1000/1s");
        queue(pacer, Purpose.POLL, 6);
        queue(pacer, Purpose.SUBMIT, 2);
        time.advance(Duration.ofSeconds(1));
        assertThat(order).startsWith("POLL", "SUBMIT", "POLL", "SUBMIT", "POLL", "POLL");
    }

    @Test
    void eachSideGetsItsWeightWhileBothWait() {
        RequestPacer pacer = new RequestPacer(RateLimit.parse("1000/1s"), 3, 2, time.clock(), time);
        queue(pacer, Purpose.SUBMIT, 60);
        queue(pacer, Purpose.POLL, 60);
        time.advance(Duration.ofMillis(50));
        assertThat(order.subList(0, 50)).filteredOn("SUBMIT"::equals).hasSize(30);
        time.advance(Duration.ofSeconds(1));
        assertThat(order).hasSize(120);
    }

    @Test
    void theGreatestWeightLeavesTheOtherSideItsTurn() {
        RequestPacer pacer = new RequestPacer(RateLimit.parse("1000/1s"), 100, 1, time.clock(), time);
        queue(pacer, Purpose.SUBMIT, 300);
        queue(pacer, Purpose.POLL, 300);
        time.advance(Duration.ofSeconds(1));
        assertThat(order.subList(0, 202)).filteredOn("POLL"::equals).hasSize(2);
        assertThat(order).hasSize(600);
    }

    @Test
    void submitsGoBeforeUploads() {
        RequestPacer pacer = pacer("1000/1s");
        pacer.acquire(Purpose.POLL).thenAccept(slot -> slot.answered(200, NONE));
        queue(pacer, Purpose.UPLOAD, 2);
        queue(pacer, Purpose.SUBMIT, 2);
        time.advance(Duration.ofSeconds(1));
        assertThat(order).containsExactly("SUBMIT", "SUBMIT", "UPLOAD", "UPLOAD");
    }

    @Test
    void a429WaitsForRateLimitReset() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        pacer.acquire(Purpose.SUBMIT).join().answered(429, headers(-1, 17));
        assertThat(pacer.isHeldBack()).isTrue();
        assertThat(askFor(pacer, 1, Duration.ofMinutes(1))).containsExactly(17_000L);
        assertThat(pacer.isHeldBack()).isFalse();
    }

    @Test
    void a429WithoutHeadersBacksOffLongerEachTimeUntilAnAnswerIsGood() {
        RequestPacer pacer = pacer("unlimited");
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waits.add(waitAfter(pacer, 429));
        }
        assertThat(waits).containsExactly(1000L, 2000L, 4000L, 8000L, 16_000L, 32_000L, 60_000L, 60_000L);
        assertThat(waitAfter(pacer, 200)).isZero();
        assertThat(waitAfter(pacer, 429)).isEqualTo(1000);
    }

    @Test
    void manyRefusalsOfRequestsThatWereUnderWayTogetherAreOne() {
        RequestPacer pacer = pacer("unlimited");
        List<Slot> together = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            together.add(pacer.acquire(Purpose.POLL).join());
        }
        together.forEach(slot -> slot.answered(429, NONE));
        assertThat(askFor(pacer, 1, Duration.ofMinutes(2))).containsExactly(1000L);
    }

    @Test
    void anOldAnswerDoesNotEndTheGrowthOfTheBackOff() {
        RequestPacer pacer = pacer("unlimited");
        Slot early = pacer.acquire(Purpose.POLL).join();
        assertThat(waitAfter(pacer, 429)).isEqualTo(1000);
        assertThat(waitAfter(pacer, 429)).isEqualTo(2000);
        early.answered(200, NONE);
        assertThat(waitAfter(pacer, 429)).isEqualTo(4000);
    }

    @Test
    void retryAfterStandsInForAMissingReset() {
        RequestPacer pacer = pacer("unlimited");
        pacer.acquire(Purpose.POLL).join().answered(429, RateLimitHeaders.parse(null, null, null, "30"));
        assertThat(askFor(pacer, 1, Duration.ofMinutes(2))).containsExactly(30_000L);
    }

    @Test
    void aShorterPauseNeverCutsALongerOne() {
        RequestPacer pacer = pacer("unlimited");
        Slot one = pacer.acquire(Purpose.POLL).join();
        Slot other = pacer.acquire(Purpose.POLL).join();
        one.answered(429, headers(-1, 50));
        other.answered(429, headers(-1, 2));
        assertThat(askFor(pacer, 1, Duration.ofMinutes(2))).containsExactly(50_000L);
    }

    @Test
    void whoWaitsForAWindowAlsoWaitsForAPauseThatComesMeanwhile() {
        RequestPacer pacer = pacer("4/1s");
        Slot first = pacer.acquire(Purpose.POLL).join();
        List<Long> times = askFor(pacer, 1);
        first.answered(429, headers(-1, 9));
        time.advance(Duration.ofMinutes(1));
        assertThat(times).containsExactly(9000L);
    }

    @Test
    void aQuotaUsedUpByOthersPausesAlthoughOwnWindowsHaveRoom() {
        RequestPacer pacer = pacer("auto");
        pacer.acquire(Purpose.POLL).join().answered(200, headers(0, 12));
        assertThat(pacer.isHeldBack()).isTrue();
        assertThat(askFor(pacer, 1, Duration.ofMinutes(1))).containsExactly(12_000L);
    }

    @Test
    void nobodyPausesForLongerThanTheLongestWindow() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        pacer.acquire(Purpose.POLL).join().answered(200, headers(0, 999_999));
        assertThat(askFor(pacer, 1, Duration.ofHours(1))).containsExactly(60_000L);
    }

    @Test
    void withoutALimitNobodyPausesForWhatIsLeftOfOne() {
        RequestPacer pacer = pacer("unlimited");
        pacer.acquire(Purpose.POLL).join().answered(200, headers(0, 50));
        assertThat(pacer.acquire(Purpose.POLL)).isDone();
    }

    @Test
    void aQuotaUsedUpByOwnRequestsNeedsNoPause() {
        RequestPacer pacer = pacer("2/10s");
        pacer.acquire(Purpose.POLL).join().answered(200, headers(1, 10));
        time.advance(Duration.ofSeconds(5));
        pacer.acquire(Purpose.POLL).join().answered(200, headers(0, 5));
        assertThat(pacer.isHeldBack()).isFalse();
    }

    @Test
    void whatOthersUseIsLeftToThem() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        pacer.acquire(Purpose.POLL).join().answered(200, stated(24, 40));
        assertThat(pacer.use()).hasToString("1 of 120/60s, 1 of 4/1s; others 95");
        assertThat(pacer.isHeldBack()).isFalse();
        // 22 and those that are believed to have ended meanwhile, instead of 4 a second
        assertThat(askFor(pacer, 100, Duration.ofSeconds(10))).hasSizeBetween(5, 22);
    }

    @Test
    void othersAreBelievedInForAWindowAtMost() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        pacer.acquire(Purpose.POLL).join().answered(200, stated(24, 40));
        time.advance(Duration.ofSeconds(30));
        assertThat(pacer.use()).hasToString("1 of 120/60s, 0 of 4/1s; others 50");
        time.advance(Duration.ofSeconds(31));
        assertThat(pacer.use()).hasToString("0 of 120/60s, 0 of 4/1s");
    }

    @Test
    void othersWhoHaveStoppedLeaveTheirPartWithTheNextAnswer() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        pacer.acquire(Purpose.POLL).join().answered(200, stated(24, 40));
        CompletableFuture<Slot> next = pacer.acquire(Purpose.POLL);
        time.advance(Duration.ofSeconds(2));
        assertThat(next).isDone();
        next.join().answered(200, stated(118, 40));
        assertThat(pacer.use()).hasToString("2 of 120/60s, 1 of 4/1s");
    }

    @Test
    void aRequestOrTwoThatTheServerCountsAnotherWayAreNobodyElses() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        pacer.acquire(Purpose.POLL).join().answered(200, stated(117, 60));
        assertThat(pacer.use()).hasToString("1 of 120/60s, 1 of 4/1s");
    }

    @Test
    void aSlowAnswerTellsNothingOfOthers() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        Slot slow = pacer.acquire(Purpose.UPLOAD).join();
        time.advance(Duration.ofSeconds(20));
        slow.answered(200, stated(40, 40));
        assertThat(pacer.use().usedByOthers()).isZero();
    }

    @Test
    void whatAnEarlierRunHasUsedOfADayLeavesTheRestToBeUsedAtOnce() {
        RequestPacer pacer = pacer("auto");
        int[] left = {100};
        for (int i = 0; i < 100; i++) {
            pacer.acquire(Purpose.SUBMIT).thenAccept(slot -> slot.answered(200, ofADay(--left[0])));
        }
        time.advance(Duration.ofMinutes(2));
        assertThat(left[0]).isZero();
        assertThat(pacer.use().usedByOthers()).isEqualTo(100);
    }

    @Test
    void aWindowThatIsNoLongerStatedTellsNothingAnyMore() {
        RequestPacer pacer = pacer("auto");
        Slot first = pacer.acquire(Purpose.POLL).join();
        time.advance(Duration.ofSeconds(1));
        Slot second = pacer.acquire(Purpose.POLL).join();
        first.answered(200, ofADay(50));
        assertThat(pacer.use().usedByOthers()).isEqualTo(148);
        second.answered(200, stated(118, 40));
        assertThat(pacer.use().usedByOthers()).isZero();
    }

    @Test
    void aShareOfTheQuotaIsOwnWhateverOthersUseOfTheRest() {
        RequestPacer pacer = pacer("40/60s");
        pacer.acquire(Purpose.POLL).join().answered(200, stated(59, 40));
        assertThat(askFor(pacer, 39, Duration.ofMinutes(1))).hasSize(39);
    }

    @Test
    void aFewOfOthersDoNotCloseAShortWindow() {
        RequestPacer pacer = pacer("auto");
        String limit = "60, 60;w=60, 1;w=1";
        pacer.acquire(Purpose.POLL).join().answered(200, RateLimitHeaders.parse(limit, "50", "40", null));
        assertThat(askFor(pacer, 10, Duration.ofSeconds(12))).hasSize(10);
    }

    @Test
    void howLongRequestsTakeIsToldAsIfOthersStopped() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        Duration alone = pacer.timeFor(60, 60);
        assertThat(alone).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
        pacer.acquire(Purpose.POLL).join().answered(200, stated(20, 40));
        assertThat(pacer.use().usedByOthers()).isPositive();
        assertThat(pacer.timeFor(60, 60)).isEqualTo(alone);
    }

    @Test
    void aRefusalByTheShortWindowTellsNothingOfTheLongOne() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        pacer.acquire(Purpose.POLL).join().answered(200, stated(59, 40));
        time.advance(Duration.ofSeconds(2));
        CompletableFuture<Slot> next = pacer.acquire(Purpose.POLL);
        assertThat(next).isDone();
        next.join().answered(429, RateLimitHeaders.parse("4, 120;w=60, 4;w=1", "-1", "1", null));
        assertThat(pacer.use()).hasToString("2 of 120/60s, 1 of 4/1s; others 60");
    }

    @Test
    void aServerThatAlwaysSaysThatNothingIsLeftIsAskedMoreSlowlyAndNeverLeftAlone() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        List<Slot> granted = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pacer.acquire(Purpose.POLL).thenAccept(slot -> {
                granted.add(slot);
                time.schedule(() -> slot.answered(200, stated(0, 1)), 100, TimeUnit.MILLISECONDS);
            });
        }
        time.advance(Duration.ofMinutes(10));
        // one each second without knowing better
        assertThat(granted).hasSizeBetween(100, 400);
    }

    @Test
    void remainingWithoutResetIsNotObeyed() {
        RequestPacer pacer = pacer("120/60s");
        pacer.acquire(Purpose.POLL)
                .join()
                .answered(
                        200, new RateLimitHeaders(List.of(), Optional.empty(), OptionalLong.of(-5), Optional.empty()));
        assertThat(pacer.isHeldBack()).isFalse();
    }

    @Test
    void otherWindowsThatTheServerStatesAreAdoptedWithWhatIsAlreadyUsed() {
        RequestPacer pacer = pacer("auto");
        pacer.acquire(Purpose.POLL).join().answered(200, RateLimitHeaders.parse("2, 2;w=100", "1", "100", null));
        assertThat(pacer.rateLimit()).hasToString("2/100s");
        List<Long> times = askFor(pacer, 2, Duration.ofMinutes(5));
        assertThat(times).containsExactly(50_000L, 100_501L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                ";;, ,;w",
                "120;w=",
                "120;w=0",
                "120;w=0.00001",
                "100000;w=1",
                "-3;w=60",
                "120, 120;w=60, 4;w=abc",
                "120, 120;w=60, 4;w=1e9"
            })
    void nonsenseAboutTheWindowsChangesNothing(String limit) {
        RequestPacer pacer = pacer("auto");
        String before = pacer.rateLimit().toString();
        pacer.acquire(Purpose.POLL).join().answered(200, RateLimitHeaders.parse(limit, "1", "100", null));
        assertThat(pacer.rateLimit()).hasToString(before);
    }

    @Test
    void moreLeftThanThereIsInAllIsNotBelieved() {
        assertThat(RateLimitHeaders.parse("120, 120;w=60", "121", "60", null).remaining())
                .isEmpty();
        assertThat(RateLimitHeaders.parse("120, 120;w=60", "120", "60", null).remaining())
                .hasValue(120);
    }

    @Test
    void aShareOfTheQuotaIsKeptWhateverTheServerStates() {
        RequestPacer pacer = pacer("40/60s,4/3s");
        pacer.acquire(Purpose.POLL)
                .join()
                .answered(200, RateLimitHeaders.parse("120, 120;w=60, 4;w=1", "119", "60", null));
        assertThat(pacer.rateLimit()).hasToString("40/60s,4/3s,120/60s,4/1s");
        List<Long> times = askFor(pacer, 4, Duration.ofSeconds(10));
        assertThat(times).containsExactly(750L, 1500L, 2250L, 3016L);
    }

    @Test
    void aSmallerQuotaThanTheShareIsAdopted() {
        RequestPacer pacer = pacer("40/60s,4/3s");
        pacer.acquire(Purpose.POLL).join().answered(200, RateLimitHeaders.parse("1, 1;w=10", "0", "10", null));
        List<Long> times = askFor(pacer, 2, Duration.ofSeconds(30));
        assertThat(times).containsExactly(10_051L, 20_102L);
    }

    @Test
    void slowUploadsDoNotKeepPollsWaiting() {
        RequestPacer pacer = pacer("4/1s");
        List<CompletableFuture<Slot>> uploads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            uploads.add(pacer.acquire(Purpose.UPLOAD));
        }
        CompletableFuture<Slot> poll = pacer.acquire(Purpose.POLL);
        time.advance(Duration.ofSeconds(4));
        assertThat(poll).isDone();

        uploads.forEach(upload -> upload.join().answered(200, NONE));
        CompletableFuture<Slot> next = pacer.acquire(Purpose.POLL);
        time.advance(Duration.ofMillis(900));
        assertThat(next).as("the uploads count once more where they end").isNotDone();
    }

    @Test
    void adoptingASmallerWindowWithMoreUnderWayWaitsForThem() {
        RequestPacer pacer = pacer("1000/1s");
        List<Slot> underWay = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pacer.acquire(Purpose.POLL).thenAccept(underWay::add);
            time.advance(Duration.ofMillis(1));
        }
        underWay.get(0).answered(200, RateLimitHeaders.parse("2, 2;w=10", null, null, null));
        List<Long> times = askFor(pacer, 1, Duration.ofSeconds(1));
        assertThat(times).isEmpty();
        long answered = time.clock().millis() - start;
        underWay.subList(1, 5).forEach(slot -> slot.answered(200, NONE));
        time.advance(Duration.ofMinutes(1));
        assertThat(times).containsExactly(answered + 10_051);
    }

    @Test
    void withTheLimitOffStatedWindowsAreIgnored() {
        RequestPacer pacer = pacer("unlimited");
        pacer.acquire(Purpose.POLL).join().answered(200, RateLimitHeaders.parse("2, 2;w=100", "1", "100", null));
        assertThat(pacer.rateLimit().isUnlimited()).isTrue();
        assertThat(askFor(pacer, 100)).hasSize(100).containsOnly(0L);
    }

    @Test
    void whoCancelsLeavesTheQueueAtOnceAndNobodyElseLosesAPlace() {
        RequestPacer pacer = pacer("1/1s");
        pacer.acquire(Purpose.POLL);
        List<CompletableFuture<Slot>> waiters = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiters.add(pacer.acquire(Purpose.POLL));
        }
        for (int i = 0; i < 9; i++) {
            waiters.get(i).cancel(false);
        }
        assertThat(pacer.waiting(Purpose.POLL)).isEqualTo(1);
    }

    @Test
    void aSlotForSomebodyWhoHasLeftGoesToTheNext() {
        RequestPacer pacer = pacer("1/1s");
        Slot first = pacer.acquire(Purpose.POLL).join();
        CompletableFuture<Slot> second = pacer.acquire(Purpose.POLL);
        CompletableFuture<Slot> third = pacer.acquire(Purpose.SUBMIT);
        second.cancel(false);
        first.answered(200, NONE);
        time.advance(Duration.ofMillis(1006));
        assertThat(third).isDone();
    }

    @Test
    void closingEndsEveryWait() {
        RequestPacer pacer = pacer("1/1s");
        Slot out = pacer.acquire(Purpose.POLL).join();
        CompletableFuture<Slot> waiter = pacer.acquire(Purpose.SUBMIT);
        pacer.close();
        assertThat(waiter).isCancelled();
        assertThat(pacer.acquire(Purpose.UPLOAD)).isCancelled();
        out.answered(200, NONE);
        time.advance(Duration.ofSeconds(10));
        assertThat(pacer.waiting(Purpose.SUBMIT)).isZero();
    }

    @Test
    void tenThousandWaitersCostNoThreadAndAllGetTheirTurn() {
        int threads = Thread.activeCount();
        RequestPacer pacer = pacer("4/1s");
        List<Long> times = askFor(pacer, 10_000);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
        time.advance(Duration.ofHours(2));
        assertThat(times).hasSize(10_000).isSorted();
    }

    /** When the slots come, in milliseconds from the start; each request is answered at once. */
    private List<Long> askFor(RequestPacer pacer, int slots) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            pacer.acquire(Purpose.SUBMIT).thenAccept(slot -> {
                times.add(time.clock().millis() - start);
                slot.answered(200, NONE);
            });
        }
        return times;
    }

    private List<Long> askFor(RequestPacer pacer, int slots, Duration patience) {
        List<Long> times = askFor(pacer, slots);
        time.advance(patience);
        return times;
    }

    private void queue(RequestPacer pacer, Purpose purpose, int requests) {
        for (int i = 0; i < requests; i++) {
            pacer.acquire(purpose).thenAccept(slot -> {
                order.add(purpose.name());
                slot.answered(200, NONE);
            });
        }
    }

    /** How long everybody is held back after the next request got this answer. */
    private long waitAfter(RequestPacer pacer, int status) {
        pacer.acquire(Purpose.POLL).join().answered(status, NONE);
        long from = time.clock().millis();
        while (pacer.isHeldBack()) {
            time.advance(Duration.ofMillis(500));
        }
        return time.clock().millis() - from;
    }

    /** As Claid's page has it. */
    private static RateLimitHeaders stated(long remaining, long reset) {
        return RateLimitHeaders.parse("120, 120;w=60, 4;w=1", Long.toString(remaining), Long.toString(reset), null);
    }

    private static RateLimitHeaders ofADay(long remaining) {
        return RateLimitHeaders.parse("200, 200;w=86400, 4;w=1", Long.toString(remaining), "100", null);
    }

    private static RateLimitHeaders headers(long remaining, long reset) {
        return new RateLimitHeaders(
                List.of(), Optional.empty(), OptionalLong.of(remaining), Optional.of(Duration.ofSeconds(reset)));
    }

    @Test
    void aRequestCostsMoreWhereMoreIsToBeSentThanFits() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        Duration free = pacer.price(0, Duration.ZERO);
        assertThat(free).isBetween(Duration.ofMillis(50), Duration.ofMillis(500));
        assertThat(pacer.price(2, Duration.ofSeconds(1))).isEqualTo(free);
        assertThat(pacer.price(7, Duration.ZERO)).isGreaterThan(free.plusSeconds(2));
        assertThat(pacer.price(0, Duration.ofSeconds(10))).isGreaterThan(free.plusSeconds(1));
        assertThat(pacer.price(100_000, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whatIsLeftOfAWindowThatIsMostlyUsedIsSpread() {
        RequestPacer pacer = pacer("5000/1d,120/60s,4/1s");
        List<Instant> granted = grants(pacer, 120, Duration.ofMinutes(1));
        assertThat(Duration.between(granted.get(0), granted.get(89))).isLessThan(Duration.ofSeconds(25));
        assertThat(Duration.between(granted.get(90), granted.get(119))).isGreaterThan(Duration.ofSeconds(12));
    }

    @Test
    void whoIsLateDoesNotHaveItSpread() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        grants(pacer, 90, Duration.ofSeconds(30));
        CompletableFuture<Slot> first = pacer.acquire(Purpose.POLL, Duration.ofSeconds(5));
        CompletableFuture<Slot> second = pacer.acquire(Purpose.POLL, Duration.ofSeconds(5));
        CompletableFuture<Slot> third = pacer.acquire(Purpose.POLL);
        assertThat(first).isDone();
        time.advance(Duration.ofMillis(250));
        assertThat(second).isDone();
        time.advance(Duration.ofMillis(300));
        assertThat(third).isNotDone();
        time.advance(Duration.ofMillis(200));
        assertThat(third).isDone();
    }

    @Test
    void whoIsLateDoesNotTakeTheTurnsOfWhoIsNot() {
        RequestPacer pacer = pacer("120/60s,4/1s");
        grants(pacer, 90, Duration.ofSeconds(30));
        List<Purpose> granted = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (Purpose purpose : List.of(Purpose.SUBMIT, Purpose.POLL)) {
                Duration late = purpose == Purpose.SUBMIT ? Duration.ofMinutes(1) : Duration.ZERO;
                pacer.acquire(purpose, late).thenAccept(slot -> {
                    granted.add(purpose);
                    slot.answered(200, RateLimitHeaders.NONE);
                });
            }
        }
        time.advance(Duration.ofSeconds(2));
        assertThat(granted).contains(Purpose.POLL, Purpose.SUBMIT).hasSizeGreaterThanOrEqualTo(7);
        assertThat(granted.stream().filter(purpose -> purpose == Purpose.POLL).count())
                .isBetween(granted.size() / 2L, granted.size() / 2L + 1);
    }

    @Test
    void aSmallMinuteIsSpreadToo() {
        List<Instant> granted = grants(pacer("40/60s,4/1s"), 40, Duration.ofMinutes(1));
        assertThat(Duration.between(granted.get(30), granted.get(39))).isGreaterThan(Duration.ofSeconds(8));
    }

    @Test
    void whatIsSpreadIsUsedUpNevertheless() {
        assertThat(grants(pacer("120/60s,4/1s"), 2000, Duration.ofMinutes(10))).hasSizeGreaterThanOrEqualTo(1176);
        assertThat(grants(pacer("6000/60s,200/1s"), 30_000, Duration.ofMinutes(4)))
                .hasSizeGreaterThanOrEqualTo(23_520);
    }

    @Test
    void whatIsLeftOfADayMayBeUsedAtOnce() {
        List<Instant> granted = grants(pacer("100/1d,4/1s"), 100, Duration.ofMinutes(2));
        assertThat(Duration.between(granted.get(0), granted.get(99))).isLessThan(Duration.ofSeconds(30));
    }

    /** Of so many, each asked for when the one before was granted, and answered at once. */
    private List<Instant> grants(RequestPacer pacer, int wanted, Duration within) {
        List<Instant> granted = new ArrayList<>();
        askOneByOne(pacer, wanted, granted);
        time.advance(within);
        return granted;
    }

    private void askOneByOne(RequestPacer pacer, int wanted, List<Instant> granted) {
        pacer.acquire(Purpose.POLL).thenAccept(slot -> {
            granted.add(time.now());
            slot.answered(200, RateLimitHeaders.NONE);
            if (granted.size() < wanted) {
                askOneByOne(pacer, wanted, granted);
            }
        });
    }

    private RequestPacer pacer(String limit) {
        return new RequestPacer(RateLimit.parse(limit), time.clock(), time);
    }
}
