package io.github.camelclaid.crash;

import static io.github.camelclaid.task.TaskState.ACCEPTED;
import static io.github.camelclaid.task.TaskState.FINISHED;
import static io.github.camelclaid.task.TaskState.INTENT;
import static io.github.camelclaid.task.TaskState.SENDING;
import static io.github.camelclaid.task.TaskState.STAGED;
import static io.github.camelclaid.task.TaskState.STAGING;

import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.task.TaskState;
import io.github.camelclaid.task.TaskStore.Change;
import io.github.camelclaid.task.TrackedTask;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;

/** Where a process is killed, in the order of a picture's way. {@code docs/guarantees.md} has a row for each. */
enum Point {
    BEFORE_INTENT(Where.BEFORE_CHANGE, to(INTENT)),
    AFTER_INTENT(Where.AFTER_CHANGE, to(INTENT)),
    BEFORE_STAGING(Where.BEFORE_CHANGE, to(STAGING)),
    BEFORE_UPLOAD(Where.AFTER_CHANGE, to(STAGING), Fate.UNKNOWN),
    DURING_UPLOAD(Where.REQUEST_CUT, Call.UPLOAD, Fate.UNKNOWN),
    UPLOAD_NOT_TAKEN(Where.REQUEST_IGNORED, Call.UPLOAD, Fate.UNKNOWN),
    UPLOAD_TAKEN(Where.ANSWER_HELD_BACK, Call.UPLOAD, Fate.UNKNOWN_AND_PAID),
    BEFORE_STAGED(Where.BEFORE_CHANGE, to(STAGED), Fate.UNKNOWN_AND_PAID),
    AFTER_STAGED(Where.AFTER_CHANGE, to(STAGED)),
    BEFORE_SENDING(Where.BEFORE_CHANGE, to(SENDING)),
    BEFORE_SUBMIT(Where.AFTER_CHANGE, to(SENDING), Fate.UNKNOWN),
    DURING_SUBMIT(Where.REQUEST_CUT, Call.SUBMIT, Fate.UNKNOWN),
    SUBMIT_NOT_TAKEN(Where.REQUEST_IGNORED, Call.SUBMIT, Fate.UNKNOWN),
    SUBMIT_TAKEN(Where.ANSWER_HELD_BACK, Call.SUBMIT, Fate.UNKNOWN_AND_PAID),
    BEFORE_ACCEPTED(Where.BEFORE_CHANGE, to(ACCEPTED), Fate.UNKNOWN_AND_PAID),
    AFTER_ACCEPTED(Where.AFTER_CHANGE, to(ACCEPTED)),
    /** Of a submit the route goes on, and the source is not told yet. */
    SUBMIT_RETURNED(Where.ROUTE),
    DURING_POLL(Where.ANSWER_HELD_BACK, Call.STATUS, Fate.KNOWN),
    BEFORE_FINISHED(Where.BEFORE_CHANGE, to(FINISHED)),
    AFTER_FINISHED(Where.AFTER_CHANGE, to(FINISHED)),
    /** A consumer has taken it, and the route has not seen it. */
    CLAIMED(Where.CLAIM),
    DURING_DOWNLOAD(Where.ANSWER_HELD_BACK, Call.RESULT, Fate.KNOWN),
    BEFORE_DELIVERY(Where.ROUTE),
    /** Half of the picture is in the outbox. */
    DURING_DELIVERY(Where.ROUTE),
    AFTER_DELIVERY(Where.ROUTE),
    /** The source has committed. */
    BEFORE_ACKNOWLEDGED(Where.BEFORE_CHANGE, Point::acknowledges),
    AFTER_ACKNOWLEDGED(Where.AFTER_CHANGE, Point::acknowledges);

    /** Who notices that a process has come there. */
    enum Where {
        /** Its store, before it does as it is told. */
        BEFORE_CHANGE,
        /** Its store, when it has. */
        AFTER_CHANGE,
        /** Its store, when a consumer has got a task. */
        CLAIM,
        /** A step of its route. */
        ROUTE,
        /** The relay, which lets half of the request pass. */
        REQUEST_CUT,
        /** The simulator, which has read a request, and does nothing. */
        REQUEST_IGNORED,
        /** The simulator, which has done what it was asked. */
        ANSWER_HELD_BACK
    }

    /** What is known of a picture's charge at that point. */
    enum Fate {
        KNOWN,
        UNKNOWN,
        UNKNOWN_AND_PAID
    }

    final Where where;
    final Call call;
    final Fate fate;
    private final Predicate<Change> step;

    Point(Where where) {
        this(where, null, null, Fate.KNOWN);
    }

    Point(Where where, Predicate<Change> step) {
        this(where, step, null, Fate.KNOWN);
    }

    Point(Where where, Predicate<Change> step, Fate fate) {
        this(where, step, null, fate);
    }

    Point(Where where, Call call, Fate fate) {
        this(where, null, call, fate);
    }

    Point(Where where, Predicate<Change> step, Call call, Fate fate) {
        this.where = where;
        this.step = step;
        this.call = call;
        this.fate = fate;
    }

    /** Whether a process that runs these routes ever comes there. */
    boolean isOn(Flow flow) {
        boolean isAboutUpload = this.compareTo(BEFORE_STAGING) >= 0 && this.compareTo(AFTER_STAGED) <= 0;
        boolean isAboutConsumer = this == CLAIMED || this == SUBMIT_RETURNED;
        return (!isAboutUpload || flow.uploads) && (!isAboutConsumer || flow.submits);
    }

    boolean isStep(Where side, Change change) {
        return where == side && step.test(change);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Point of(String label) {
        return Arrays.stream(values())
                .filter(point -> point.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no point " + label + ", allowed: "
                        + Arrays.stream(values()).map(Point::label).toList()));
    }

    private static Predicate<Change> to(TaskState state) {
        return change -> stateOf(change.after()) == state && stateOf(change.before()) != state;
    }

    private static TaskState stateOf(TrackedTask task) {
        return task == null ? null : task.state();
    }

    private static boolean acknowledges(Change change) {
        return change.before() != null
                && change.after() != null
                && !change.before().isAcknowledged()
                && change.after().isAcknowledged();
    }
}
