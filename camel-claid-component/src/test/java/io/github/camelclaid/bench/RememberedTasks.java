package io.github.camelclaid.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidUnreadableTaskException;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.task.Lane;
import io.github.camelclaid.task.Mode;
import io.github.camelclaid.task.Owed;
import io.github.camelclaid.task.TaskState;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.TaskStore.Change;
import io.github.camelclaid.task.TrackedTask;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Delivery;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/**
 * Tasks as they are remembered by a shop that has used the component for a while: for each hundred 92 that are
 * delivered, 3 that wait for their consumer, 5 that Claid works on.
 */
final class RememberedTasks {

    static final String ACCOUNT = "bench";
    static final Lane LANE = new Lane(ACCOUNT, "shop", Mode.SUBMITTED);
    /** How many come due together. */
    static final int DUE = 100;

    static final Duration STEP = Duration.ofSeconds(1);

    private static final Lane UNATTENDED = new Lane(ACCOUNT, "archive", Mode.SUBMITTED);
    private static final int AT_ONCE = 5_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TaskStore store;
    private final Instant start;

    /** @param start when the first ones are due */
    RememberedTasks(TaskStore store, Instant start) {
        this.store = store;
        this.start = start;
    }

    /** @return how many of them are accepted: {@link #DUE} of them come due per {@link #STEP} */
    int fill(int number) {
        int accepted = Math.max(2 * DUE, number / 20);
        int waiting = number * 3 / 100;
        remember(0, accepted, i -> accepted(i, start.plus(STEP.multipliedBy(i / DUE))));
        remember(accepted, waiting, i -> finished(i, UNATTENDED, new Delivery(Owed.NONE, 0, start, null, false)));
        remember(
                accepted + waiting,
                number - accepted - waiting,
                i -> finished(i, LANE, new Delivery(Owed.NONE, 1, null, start, false)));
        return accepted;
    }

    /** As many as are wanted, all due at once. */
    void fillWithDue(int number) {
        remember(0, number, i -> accepted(i, start));
    }

    private void remember(int first, int number, IntFunction<TrackedTask> task) {
        List<Change> changes = new ArrayList<>();
        for (int i = first; i < first + number; i++) {
            changes.add(new Change(null, task.apply(i)));
            if (changes.size() == AT_ONCE || i == first + number - 1) {
                if (!store.change(changes)) {
                    throw new IllegalStateException("the store is not empty");
                }
                changes.clear();
            }
        }
    }

    private TrackedTask accepted(int i, Instant next) {
        Acceptance acceptance =
                new Acceptance(TaskFamily.EDIT, 1_000_000L + i, ApiVersion.V1, start, task(i, "ACCEPTED", ""));
        return task(
                i,
                LANE,
                TaskState.ACCEPTED,
                acceptance,
                new Polling(0, next, null, null, null),
                null,
                new Delivery(Owed.NONE, 0, null, null, false));
    }

    private TrackedTask finished(int i, Lane lane, Delivery delivery) {
        String result = ",\"result\":{\"input_object\":{\"ext\":\"jpg\",\"mps\":1.9,\"mime\":\"image/jpeg\",\"format\":"
                + "\"JPEG\",\"width\":1600,\"height\":1200},\"output_object\":{\"ext\":\"png\",\"mps\":1.0,\"mime\":"
                + "\"image/png\",\"format\":\"PNG\",\"width\":1000,\"height\":1000,\"tmp_url\":"
                + "\"https://images.claid.ai/pictures/" + i + "/output.png\"}}";
        Acceptance acceptance = new Acceptance(TaskFamily.EDIT, 1_000_000L + i, ApiVersion.V1, start, null);
        Outcome outcome = new Outcome(task(i, "DONE", result), null, start, null);
        return task(
                i,
                lane,
                TaskState.FINISHED,
                acceptance,
                new Polling(3, null, null, null, TaskStatus.DONE),
                outcome,
                delivery);
    }

    private static ClaidTask task(int i, String status, String more) {
        String json = "{\"id\":" + (1_000_000L + i) + ",\"status\":\"" + status + "\",\"created_at\":"
                + "\"2026-01-01T00:00:00.000000+00:00\",\"request\":{\"input\":\"https://pictures.example.com/shoes/"
                + i + ".jpg\",\"operations\":{\"resizing\":{\"width\":1000,\"height\":1000,\"fit\":\"bounds\"}}}"
                + more + "}";
        try {
            return ClaidTask.fromJson(TaskFamily.EDIT, JSON.readTree(json), "0123456789abcdef");
        } catch (JsonProcessingException | ClaidUnreadableTaskException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrackedTask task(
            int i,
            Lane lane,
            TaskState state,
            Acceptance acceptance,
            Polling polling,
            Outcome outcome,
            Delivery delivery) {
        return new TrackedTask(
                ACCOUNT + "/" + lane.name() + "/submit/https://pictures.example.com/shoes/" + i + ".jpg",
                newStamp(),
                lane,
                String.format("%064x", i),
                "https://pictures.example.com/shoes/" + i + ".jpg",
                state,
                null,
                1,
                Map.of("CamelFileName", i + ".jpg"),
                null,
                acceptance,
                polling,
                outcome,
                delivery,
                null,
                null);
    }

    /** What a poll that says "in progress" makes of a claimed task. */
    static TrackedTask polledAgain(TrackedTask task, Instant next) {
        return polled(task, new Polling(task.polling().count() + 1, next, null, null, TaskStatus.PROCESSING));
    }

    static TrackedTask polled(TrackedTask task, Polling polling) {
        return new TrackedTask(
                task.key(),
                newStamp(),
                task.lane(),
                task.fingerprint(),
                task.about(),
                task.state(),
                null,
                task.charges(),
                task.carried(),
                task.staging(),
                task.acceptance(),
                polling,
                task.outcome(),
                task.delivery(),
                task.batch(),
                task.item());
    }

    /** The first of them, with another acceptance. */
    static TrackedTask accepted(Acceptance acceptance) {
        return task(
                0,
                LANE,
                TaskState.ACCEPTED,
                acceptance,
                new Polling(0, null, null, null, null),
                null,
                new Delivery(Owed.NONE, 0, null, null, false));
    }

    private static long newStamp() {
        return ThreadLocalRandom.current().nextLong();
    }
}
