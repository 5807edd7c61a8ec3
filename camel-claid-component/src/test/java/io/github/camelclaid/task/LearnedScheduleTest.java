package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearnedScheduleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PRICE = Duration.ofSeconds(2);

    /** One that keeps what is learned. */
    private static final class LearningStore extends MemoryTaskStore {

        private final Map<String, String> learned = new HashMap<>();

        @Override
        public Map<String, String> learned(String account) {
            return learned;
        }

        @Override
        public void learn(String account, Map<String, String> durationsByKind) {
            learned.putAll(durationsByKind);
        }
    }

    private final LearningStore store = new LearningStore();
    private final LearnedSchedule schedule = new LearnedSchedule(store, "me");

    private static TrackedTask task(String name, String operations) throws Exception {
        String answer = "{\"id\":1,\"status\":\"ACCEPTED\",\"request\":{\"operations\":" + operations + "}}";
        ClaidTask accepted = ClaidTask.fromJson(TaskFamily.EDIT, new ObjectMapper().readTree(answer), null);
        return Desk.intent("key", new Lane("me", name, Mode.SUBMITTED), "print")
                .accepted(new Acceptance(TaskFamily.EDIT, 1, ApiVersion.V1, NOW, accepted), Polling.NONE);
    }

    private Duration first(TrackedTask task) {
        return Duration.between(NOW, schedule.next(task, NOW, PRICE));
    }

    private void teach(TrackedTask task, int seconds) {
        for (int i = 0; i < 60; i++) {
            TrackedTask asked = task.polled(Polling.NONE.wentOn(null, NOW.plusSeconds(seconds - 1)));
            schedule.found(asked, NOW.plusSeconds(seconds));
        }
    }

    @Test
    void eachNameAndKindOfEditIsLearnedByItself() throws Exception {
        teach(task("shop", "{\"resizing\":{}}"), 3);
        teach(task("shop", "{\"background\":{}}"), 40);

        assertThat(first(task("shop", "{\"resizing\":{\"width\":7}}"))).isLessThan(Duration.ofSeconds(5));
        assertThat(first(task("shop", "{\"background\":{}}"))).isGreaterThan(Duration.ofSeconds(25));
        assertThat(first(task("other", "{\"resizing\":{}}"))).isEqualTo(first(task("new", "{}")));
    }

    @Test
    void aStartGoesOnFromWhatWasKept() throws Exception {
        TrackedTask task = task("shop", "{\"resizing\":{}}");
        teach(task, 40);
        schedule.keep();

        Instant next = new LearnedSchedule(store, "me").next(task, NOW, PRICE);
        assertThat(next).isAfter(NOW.plusSeconds(25));
        assertThat(store.learned).containsOnlyKeys("shop resizing");
    }

    @Test
    void onlyWhatIsNewIsKept() throws Exception {
        teach(task("shop", "{}"), 3);
        schedule.keep();
        store.learned.clear();
        schedule.keep();
        assertThat(store.learned).isEmpty();
    }
}
