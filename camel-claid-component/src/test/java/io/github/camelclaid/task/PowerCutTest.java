package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Window;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the store of a folder has said to have is there after a power cut, whatever the disk made of what was under way.
 * More seeds: {@code -Dclaid.powercuts=1000}.
 */
class PowerCutTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Lane LANE = new Lane("me", "shop", Mode.SUBMITTED);
    private static final Window BUDGET = new Window(1000, Duration.ofDays(1));

    @TempDir
    Path folder;

    private JdbcTaskStore store;

    /** What may be found: the oldest is what was on disk for sure, the others came after it. */
    private final List<Map<String, TrackedTask>> possible = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("claid.powercuts", 6));
    }

    @BeforeEach
    void install() {
        UnsafeDisk.install();
        possible.add(Map.of());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasForcedToDiskIsThereAfterwards(long seed) {
        Random random = new Random(seed);
        openWhateverHappens(random);
        for (int cut = 0; cut < 12; cut++) {
            UnsafeDisk.cutAfter(random.nextInt(60));
            goOnUntilThePowerIsCut(random);
            openWhateverHappens(random);
            Map<String, TrackedTask> found = found();
            assertThat(possible).as("seed %d, cut %d", seed, cut).contains(found);
            possible.clear();
            possible.add(found);
        }
        store.close();
    }

    /** Also when it is cut again while the database recovers. */
    private void openWhateverHappens(Random random) {
        while (true) {
            if (random.nextInt(3) == 0) {
                UnsafeDisk.cutAfter(random.nextInt(12));
            }
            store = JdbcTaskStore.in(new EmbeddedDatabase(folder, UnsafeDisk.SCHEME));
            try {
                store.open();
                store.inState("me", TaskState.INTENT, "", 1);
                UnsafeDisk.cutAfter(Integer.MAX_VALUE);
                return;
            } catch (IllegalStateException | TaskStoreException e) {
                powerOn(random);
            }
        }
    }

    private void powerOn(Random random) {
        UnsafeDisk.cutNow();
        store.close();
        UnsafeDisk.powerOn(folder.resolve("tasks.mv.db"), random);
    }

    private void goOnUntilThePowerIsCut(Random random) {
        try {
            while (true) {
                step(random);
            }
        } catch (TaskStoreException e) {
            powerOn(random);
        }
    }

    private void step(Random random) {
        String key = "k" + random.nextInt(12);
        TrackedTask task = now().get(key);
        if (random.nextInt(10) == 0) {
            Map<String, TrackedTask> known = now();
            store.charge("me", UUID.randomUUID().toString(), BUDGET, START);
            onDisk(known);
        } else if (task == null) {
            TrackedTask intent = Desk.intent(key, LANE, "print");
            change(null, intent, () -> store.remember(intent), false);
        } else if (random.nextInt(8) == 0) {
            change(task, null, () -> store.forget(task), task.state() == TaskState.UNKNOWN);
        } else {
            TrackedTask next = next(task, random);
            boolean isForced = next.state() != TaskState.FINISHED && next.state() != task.state();
            change(task, next, () -> store.replace(task, next), isForced && next.state() != TaskState.INTENT);
        }
    }

    private static TrackedTask next(TrackedTask task, Random random) {
        return switch (task.state()) {
            case INTENT -> task.in(TaskState.SENDING);
            case SENDING ->
                random.nextInt(4) == 0
                        ? task.over(TaskState.UNKNOWN, new Outcome(null, "broken", START))
                        : task.accepted(
                                new Acceptance(TaskFamily.EDIT, random.nextInt(), ApiVersion.V1, START, null),
                                Polling.NONE.at(START));
            case ACCEPTED ->
                random.nextBoolean()
                        ? task.polled(task.polling().wentOn(null, null))
                        : task.over(TaskState.FINISHED, new Outcome(answer(task.taskId()), null, START));
            default -> task.delivering(task.delivery().attempted());
        };
    }

    private static io.github.camelclaid.client.ClaidTask answer(long id) {
        // long enough for a page of its own now and then
        return Desk.task("{\"id\": " + id + ", \"status\": \"DONE\", \"more\": \"" + "x".repeat(3000) + "\"}");
    }

    private Map<String, TrackedTask> now() {
        return possible.get(possible.size() - 1);
    }

    private void change(TrackedTask before, TrackedTask after, BooleanSupplier change, boolean isForced) {
        Map<String, TrackedTask> next = new TreeMap<>(now());
        if (after == null) {
            next.remove(before.key());
        } else {
            next.put(after.key(), after);
        }
        // it may be there although the call fails
        possible.add(next);
        assertThat(change.getAsBoolean()).isTrue();
        if (isForced) {
            onDisk(next);
        }
    }

    private void onDisk(Map<String, TrackedTask> known) {
        possible.clear();
        possible.add(known);
    }

    private Map<String, TrackedTask> found() {
        Map<String, TrackedTask> found = new TreeMap<>();
        store.find(IntStream.range(0, 12).mapToObj(i -> "k" + i).toList()).forEach(task -> found.put(task.key(), task));
        return found;
    }

    @Test
    void theStepsAroundAChargedCallAreForcedToDisk() {
        store = JdbcTaskStore.in(new EmbeddedDatabase(folder, UnsafeDisk.SCHEME));
        store.open();
        TrackedTask intent = Desk.intent("a", LANE, "print");
        store.remember(intent);
        TrackedTask sending = intent.in(TaskState.SENDING);
        assertThat(forcedBy(() -> store.replace(intent, sending))).isBetween(1, 3);
        TrackedTask accepted = sending.accepted(
                new Acceptance(TaskFamily.EDIT, 7, ApiVersion.V1, START, null), Polling.NONE.at(START));
        assertThat(forcedBy(() -> store.replace(sending, accepted))).isBetween(1, 3);
        assertThat(forcedBy(() -> store.charge("me", "first", BUDGET, START).isEmpty()))
                .isBetween(1, 3);
        TrackedTask unknown = Desk.intent("b", LANE, "print").over(TaskState.UNKNOWN, new Outcome(null, "?", START));
        assertThat(forcedBy(() -> store.remember(unknown))).isBetween(1, 3);
        assertThat(forcedBy(() -> store.forget(unknown))).isBetween(1, 3);
        store.close();
    }

    private static int forcedBy(BooleanSupplier step) {
        int before = UnsafeDisk.forces();
        assertThat(step.getAsBoolean()).isTrue();
        assertThat(UnsafeDisk.holdsAllThatWasWritten()).isTrue();
        return UnsafeDisk.forces() - before;
    }
}
