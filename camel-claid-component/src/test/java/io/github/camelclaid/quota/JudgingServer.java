package io.github.camelclaid.quota;

import io.github.camelclaid.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A server in virtual time that counts exactly: requests reach it, and answers come back, after a random while. */
final class JudgingServer {

    private final ManualTime time;
    private final List<Window> windows;
    private final List<Deque<Long>> logs = new ArrayList<>();
    private final Random random;
    private final int longestWay;
    private final List<Long> admitted = new ArrayList<>();
    private int refused;
    private int free;
    private boolean isFixed;
    private boolean doRefusalsCount;

    /** @param longestWay milliseconds there, and again back */
    JudgingServer(String windows, ManualTime time, Random random, int longestWay) {
        this.windows = RateLimit.parse(windows).windows();
        this.windows.forEach(window -> logs.add(new ArrayDeque<>()));
        this.time = time;
        this.random = random;
        this.longestWay = longestWay;
    }

    /** Sends a request on its way, with a slot that is told of the answer. */
    void send(Slot slot) {
        time.schedule(() -> answer(slot), way(), TimeUnit.MILLISECONDS);
    }

    /** One that takes nothing of the quota, and whose answer says nothing about it. */
    void sendForNothing(Slot slot) {
        free++;
        time.schedule(
                () -> time.schedule(() -> slot.answered(200, RateLimitHeaders.NONE), way(), TimeUnit.MILLISECONDS),
                way(),
                TimeUnit.MILLISECONDS);
    }

    int sentForNothing() {
        return free;
    }

    /** Windows that begin anew with each whole length instead of sliding. */
    JudgingServer withFixedWindows() {
        isFixed = true;
        return this;
    }

    /** What it refuses takes room in the windows, too, so that whoever insists shuts himself out. */
    JudgingServer countingRefusals(boolean count) {
        doRefusalsCount = count;
        return this;
    }

    /** How many requests that had a slot were one too many. */
    int refused() {
        return refused;
    }

    long admittedWithin(Duration from, Duration to, long start) {
        return admitted.stream()
                .filter(at -> at >= start + from.toMillis() && at < start + to.toMillis())
                .count();
    }

    int admitted() {
        return admitted.size();
    }

    /** A request of somebody else. */
    void take() {
        judge();
    }

    private void answer(Slot slot) {
        boolean isAdmitted = judge();
        refused += isAdmitted ? 0 : 1;
        RateLimitHeaders headers = headers(isAdmitted);
        time.schedule(() -> slot.answered(isAdmitted ? 200 : 429, headers), way(), TimeUnit.MILLISECONDS);
    }

    private boolean judge() {
        long now = time.clock().millis();
        boolean hasRoom = true;
        for (int i = 0; i < windows.size(); i++) {
            Deque<Long> log = logs.get(i);
            long length = windows.get(i).length().toMillis();
            long begin = isFixed ? now - now % length : now - length + 1;
            while (!log.isEmpty() && log.peekFirst() < begin) {
                log.removeFirst();
            }
            hasRoom &= log.size() < windows.get(i).requests();
        }
        if (hasRoom || doRefusalsCount) {
            logs.forEach(log -> log.addLast(now));
        }
        if (hasRoom) {
            admitted.add(now);
        }
        return hasRoom;
    }

    /** As Claid's page has it: of the window that binds, in whole seconds. */
    private RateLimitHeaders headers(boolean isAdmitted) {
        int longest = 0;
        for (int i = 1; i < windows.size(); i++) {
            longest = windows.get(i).length().compareTo(windows.get(longest).length()) > 0 ? i : longest;
        }
        long now = time.clock().millis();
        int named = longest;
        long wait = 1000;
        for (int i = 0; i < windows.size(); i++) {
            boolean binds = isAdmitted
                    ? i == longest
                    : logs.get(i).size() >= windows.get(i).requests();
            if (binds) {
                named = i;
                int over = Math.max(0, logs.get(i).size() - windows.get(i).requests());
                long opens = logs.get(i).stream().skip(over).findFirst().orElseThrow();
                wait = Math.max(wait, opens + windows.get(i).length().toMillis() - now);
            }
        }
        long left =
                isAdmitted ? windows.get(longest).requests() - logs.get(longest).size() : -1;
        return new RateLimitHeaders(
                windows,
                Optional.of(windows.get(named)),
                OptionalLong.of(left),
                Optional.of(Duration.ofSeconds((wait + 999) / 1000)));
    }

    private long way() {
        return longestWay == 0 ? 0 : random.nextInt(longestWay + 1);
    }
}
