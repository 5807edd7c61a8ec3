package io.github.camelclaid.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidUnreadableTaskException;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Batch;
import io.github.camelclaid.task.TrackedTask.Delivery;
import io.github.camelclaid.task.TrackedTask.Item;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import io.github.camelclaid.task.TrackedTask.Staging;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Tasks of every kind that the ledger may have to keep, with texts and times that nobody expects. */
final class RandomTasks {

    private static final List<String> LETTERS = List.of(
            "a",
            "Z",
            "0",
            "/",
            " ",
            "'",
            "\"",
            "\\",
            "%",
            "_",
            "ä",
            "ß",
            "字",
            "\uD83D\uDE00",
            "\u0000",
            "\n",
            "\uD83D",
            "\uFFFF");

    private final Random random;

    RandomTasks(Random random) {
        this.random = random;
    }

    TrackedTask next() {
        TaskState state = one(TaskState.values());
        boolean isAccepted = state == TaskState.ACCEPTED || state == TaskState.FINISHED || random.nextInt(4) == 0;
        boolean isBatch = random.nextInt(4) == 0;
        TaskFamily family = isBatch ? TaskFamily.BATCH : TaskFamily.EDIT;
        return new TrackedTask(
                text(1000),
                random.nextLong(),
                new Lane(text(300), text(300), one(Mode.values())),
                text(80),
                maybe(() -> text(1500)),
                state,
                maybe(() -> "owner-" + random.nextInt()),
                random.nextInt(9),
                headers(),
                state == TaskState.STAGED ? staging() : maybe(this::staging),
                isAccepted ? acceptance(family) : null,
                new Polling(
                        random.nextInt(99),
                        maybe(this::time),
                        maybe(this::time),
                        maybe(this::time),
                        maybe(() -> one(TaskStatus.values()))),
                state.isOver() ? outcome(state, family) : null,
                new Delivery(owed(), random.nextInt(9), maybe(this::time), maybe(this::time), random.nextBoolean()),
                isBatch ? new Batch(images(), maybe(() -> text(50)), random.nextInt(5)) : null,
                isBatch ? null : maybe(() -> new Item(text(700), 3, 9, maybe(() -> text(99)), maybe(() -> text(99)))));
    }

    private Map<String, Object> headers() {
        Map<String, Object> headers = new LinkedHashMap<>();
        List<Supplier<Object>> values = List.of(
                () -> text(300),
                random::nextBoolean,
                random::nextInt,
                random::nextLong,
                () -> (short) random.nextInt(),
                () -> (byte) random.nextInt(),
                random::nextDouble,
                () -> Double.NaN,
                random::nextFloat,
                () -> new BigDecimal(new BigInteger(90, random), random.nextInt(60) - 30),
                () -> new BigInteger(5000, random),
                this::time,
                () -> new Date(random.nextLong()));
        for (int i = random.nextInt(6); i > 0; i--) {
            headers.put(text(40), values.get(random.nextInt(values.size())).get());
        }
        return headers;
    }

    private Staging staging() {
        return new Staging(text(100), time());
    }

    private Acceptance acceptance(TaskFamily family) {
        return new Acceptance(
                family, random.nextLong(), one(ApiVersion.values()), time(), maybe(() -> answer(family, "ACCEPTED")));
    }

    private Outcome outcome(TaskState state, TaskFamily family) {
        ClaidTask task = state == TaskState.FINISHED ? answer(family, "DONE") : maybe(() -> answer(family, "PAUSED"));
        TaskState during = state == TaskState.UNKNOWN ? one(TaskState.STAGING, TaskState.SENDING) : null;
        return new Outcome(task, maybe(() -> text(200)), time(), during);
    }

    private ClaidTask answer(TaskFamily family, String status) {
        String json = """
                {"id": %d, "status": "%s", "created_at": "2026-01-01T00:00:00Z", "more": [1.50, 1E+2, 0.1e-9, null, true, {}],
                 "result": {"output_object": {"tmp_url": "https://r.example/%d.jpg", "mps": 1.20, "name": "\\u0000 ä 字"}}}""".formatted(random.nextLong(), status, random.nextInt());
        try {
            return ClaidTask.fromJson(
                    family, new ObjectMapper().readTree(json), maybe(() -> "request-" + random.nextInt()));
        } catch (IOException | ClaidUnreadableTaskException e) {
            throw new IllegalStateException(e);
        }
    }

    private Owed owed() {
        Owed owed = Owed.toAnybody(random.nextInt(3));
        return random.nextBoolean() ? owed : owed.waitingAt(text(30), 1 + random.nextInt(3));
    }

    private Input images() {
        return random.nextBoolean()
                ? Input.folder("storage://shop/" + random.nextInt() + "/", random.nextBoolean())
                : Input.list(IntStream.range(0, 1 + random.nextInt(5))
                        .mapToObj(i -> "https://a.example/" + i)
                        .toList());
    }

    /** Now and then one that is out of all bounds. */
    private Instant time() {
        return switch (random.nextInt(20)) {
            case 0 -> Instant.MIN;
            case 1 -> Instant.MAX;
            default ->
                Instant.ofEpochSecond(1_700_000_000L + random.nextInt(99_000_000), random.nextInt(1_000_000_000));
        };
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(4) == 0 ? random.nextInt(most) : random.nextInt(Math.min(most, 30));
        while (text.length() < length) {
            text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return text.toString();
    }

    @SafeVarargs
    private <T> T one(T... all) {
        return all[random.nextInt(all.length)];
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
