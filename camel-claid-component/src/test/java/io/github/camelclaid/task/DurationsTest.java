package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Tasks of known durations are asked for as the plan says; what it costs and what it saves is looked at. */
class DurationsTest {

    private static final double CHEAP = 0.25;
    private static final double DEAR = 30;

    private final Random random = new Random(1);

    /** Of many tasks, per task: how often it was asked for, and for how long its result was not noticed. */
    private record Cost(double polls, double seconds) {}

    private DoubleSupplier logNormal(double median) {
        return () -> median * Math.exp(0.6 * random.nextGaussian());
    }

    private Cost run(Durations durations, DoubleSupplier duration, double price, int tasks) {
        int polls = 0;
        double wait = 0;
        for (int i = 0; i < tasks; i++) {
            double end = duration.getAsDouble();
            double asked = 0;
            double next = durations.next(0, price);
            polls++;
            while (next < end) {
                asked = next;
                next = durations.next(asked, price);
                assertThat(next).isGreaterThan(asked);
                polls++;
            }
            durations.observe(asked, next);
            wait += next - end;
        }
        return new Cost((double) polls / tasks, wait / tasks);
    }

    @Test
    void aCheapRequestBuysShortWaits() {
        Durations durations = new Durations();
        run(durations, logNormal(6), CHEAP, 200);
        Cost cost = run(durations, logNormal(6), CHEAP, 500);
        assertThat(cost.polls()).isLessThan(4.5);
        assertThat(cost.seconds()).isLessThan(1.2);
    }

    @Test
    void whereRequestsAreDearNearlyAllTasksAreAskedForOnce() {
        Durations durations = new Durations();
        run(durations, logNormal(6), DEAR, 200);
        assertThat(run(durations, logNormal(6), DEAR, 500).polls()).isLessThan(1.15);
    }

    @Test
    void aServiceThatBecomesThreeTimesSlowerIsFollowed() {
        Durations durations = new Durations();
        run(durations, logNormal(6), CHEAP, 200);
        run(durations, logNormal(18), CHEAP, 150);
        Cost cost = run(durations, logNormal(18), CHEAP, 300);
        assertThat(cost.polls()).isLessThan(8);
        assertThat(cost.seconds()).isLessThan(2.5);
    }

    @Test
    void oneTaskThatTakesAnHourChangesNothingForTheOthers() {
        Durations durations = new Durations();
        run(durations, logNormal(6), CHEAP, 200);
        double before = durations.next(0, CHEAP);
        run(durations, () -> 3600, CHEAP, 1);
        run(durations, logNormal(6), CHEAP, 3);
        assertThat(durations.next(0, CHEAP)).isBetween(before * 0.7, before * 1.3);
    }

    @Test
    void aTaskThatHangsIsAskedForLessAndLess() {
        Durations durations = new Durations();
        run(durations, logNormal(6), CHEAP, 200);
        double afterAMinute = durations.next(60, CHEAP) - 60;
        double afterAnHour = durations.next(3600, CHEAP) - 3600;
        assertThat(afterAMinute).isBetween(0.5, 60.0);
        assertThat(afterAnHour).isBetween(afterAMinute, 1800.0);
        assertThat(durations.next(86_400, CHEAP)).isGreaterThan(86_400);
        assertThat(durations.next(1e7, CHEAP)).isGreaterThan(1e7);
    }

    @Test
    void beforeAnythingIsKnownItAsksWithinSeconds() {
        assertThat(new Durations().next(0, CHEAP)).isBetween(1.0, 8.0);
        assertThat(new Durations().next(0, DEAR)).isBetween(10.0, 120.0);
    }

    @Test
    void whatIsKnownCanBeWrittenDown() {
        Durations durations = new Durations();
        run(durations, logNormal(6), CHEAP, 100);
        Durations read = Durations.read(durations.write());
        assertThat(durations.write().length()).isLessThan(4000);
        assertThat(read.next(0, DEAR)).isEqualTo(durations.next(0, DEAR));
    }

    @Test
    void whatMakesNoSenseIsLearnedAgain() {
        for (String text : new String[] {"", "nonsense", "1:", ":1", "-1:5 99999:7 3:-4 4:999999999", "5:5:5"}) {
            assertThat(Durations.read(text).next(0, CHEAP)).as(text).isEqualTo(new Durations().next(0, CHEAP));
        }
    }
}
