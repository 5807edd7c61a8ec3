package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ManualTime;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.RateLimit;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Delivery;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

    private static final Lane LANE = new Lane("account", "shop", Mode.SUBMITTED);
    private static final Duration RETENTION = Duration.ofHours(2);

    private final ManualTime time = new ManualTime();
    private final MemoryTaskStore store = new MemoryTaskStore();
    private static final ClaidTask DONE = Desk.task(
            "{\"id\": 7, \"status\": \"DONE\", \"result\": {\"output_object\": {\"tmp_url\": \"https://r.example/a.jpg\"}}}");

    private final List<TrackedTask> expired = new ArrayList<>();
    private Housekeeping housekeeping;

    @BeforeEach
    void start() {
        Engine engine = new Engine(
                new RequestPacer(RateLimit.UNLIMITED, time.clock(), time), time.clock(), time, Runnable::run);
        housekeeping = new Housekeeping(store, engine, RETENTION, (task, now, price) -> now, expired::add);
    }

    @AfterEach
    void stop() {
        housekeeping.close();
    }

    private TrackedTask intent() {
        return Desk.intent("key", LANE, "fingerprint");
    }

    private TrackedTask accepted() {
        return intent().accepted(new Acceptance(TaskFamily.EDIT, 7, ApiVersion.V1, time.now(), null), Polling.NONE);
    }

    @Test
    void aTaskThatIsNotSeenFinishedWithinADayExpiresOnceAndSaysSo() {
        store.remember(accepted());

        time.advance(Duration.ofHours(23));
        assertThat(expired).isEmpty();
        time.advance(Duration.ofMinutes(62));

        assertThat(expired).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.EXPIRED);
            assertThat(task.failure())
                    .isInstanceOf(ClaidTaskExpiredException.class)
                    .hasMessageContaining("7");
        });
    }

    @Test
    void anExpiredTaskIsForgottenWhenItsRetentionEndsAndItsConsumerWasTold() {
        store.remember(accepted());

        time.advance(Duration.ofHours(25).plus(RETENTION));
        TrackedTask expired = store.find("key").orElseThrow();
        store.replace(expired, expired.delivering(expired.delivery().attempted().at(null)));
        time.advance(Duration.ofMinutes(2));

        assertThat(store.find("key")).isEmpty();
    }

    @Test
    void anAcknowledgedTaskIsForgottenWhenItsRetentionEnds() {
        TrackedTask over = accepted().over(TaskState.EXPIRED, new Outcome(null, "gone", time.now()));
        store.remember(over.delivering(Delivery.NONE.attempted().acknowledged(time.now())));

        time.advance(RETENTION.minusMinutes(2));
        assertThat(store.find("key")).isPresent();
        time.advance(Duration.ofMinutes(4));

        assertThat(store.find("key")).isEmpty();
    }

    @Test
    void aTaskOfUnknownFateIsNeverForgottenByItself() {
        store.remember(intent().charged().over(TaskState.UNKNOWN, new Outcome(null, "reset", time.now())));

        time.advance(Duration.ofDays(30));

        assertThat(store.find("key")).isPresent();
    }

    @Test
    void anUploadThatRanOutIsForgottenUnlessSomebodyIsAboutToUseItsTask() {
        TrackedTask staged = intent().charged().staged(new TrackedTask.Staging("https://tmp", time.now()));
        store.remember(staged.claimedBy("somebody"));

        time.advance(Duration.ofHours(25));
        TrackedTask known = store.find("key").orElseThrow();
        store.replace(known, known.released());
        time.advance(Duration.ofMinutes(2));

        assertThat(store.find("key")).isEmpty();
    }

    @Test
    void whatIsBeingDeliveredRightNowDoesNotExpire() {
        TrackedTask done = accepted().over(TaskState.FINISHED, new Outcome(DONE, null, time.now()));
        store.remember(done.claimedBy("somebody"));

        time.advance(Duration.ofHours(25));

        assertThat(expired).isEmpty();
        assertThat(store.find("key").orElseThrow().state()).isEqualTo(TaskState.FINISHED);
    }

    @Test
    void anAwaitedResultThatOneOfItsWaitersHasIsNotSaidToBeLost() {
        Lane lane = new Lane("me", "shop", Mode.AWAITED);
        TrackedTask done = Desk.intent("key", lane, "fingerprint")
                .accepted(new Acceptance(TaskFamily.EDIT, 7, ApiVersion.V1, time.now(), null), Polling.NONE)
                .over(TaskState.FINISHED, new Outcome(DONE, null, time.now()));
        store.remember(done.delivering(done.delivery().attempted().owedTo(Owed.toAnybody(1))));

        time.advance(Duration.ofHours(25));

        assertThat(expired).isEmpty();
        assertThat(store.find("key").orElseThrow().isAcknowledged()).isTrue();
    }
}
