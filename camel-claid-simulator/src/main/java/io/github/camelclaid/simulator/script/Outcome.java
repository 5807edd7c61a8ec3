package io.github.camelclaid.simulator.script;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What becomes of an accepted task. Immutable.
 *
 * @param end how it ends
 * @param reasons for {@link End#ERROR}, one entry of {@code errors} each
 * @param duration until it ends; null means the simulator's own {@link TaskDuration}
 * @param inProgress the status shown until it ends; null means {@code ACCEPTED}, then {@code PROCESSING}
 */
public record Outcome(End end, List<String> reasons, Duration duration, String inProgress) implements Effect {

    /** How a task ends. */
    public enum End {
        DONE,
        ERROR,
        CANCELLED,
        /** It does not. */
        NEVER
    }

    public Outcome {
        Objects.requireNonNull(end, "end");
        reasons = List.copyOf(reasons);
    }

    /** The edit is really made. */
    public static Outcome done() {
        return of(End.DONE);
    }

    /** Done like any other, but after that time. */
    public static Outcome after(Duration duration) {
        return done().lasting(duration);
    }

    /** Status {@code ERROR} with these reasons. */
    public static Outcome error(String... reasons) {
        return new Outcome(End.ERROR, List.of(reasons), null, null);
    }

    /** Status {@code CANCELLED}. */
    public static Outcome cancelled() {
        return of(End.CANCELLED);
    }

    /** {@code ACCEPTED}, then {@code PROCESSING} for ever. */
    public static Outcome never() {
        return of(End.NEVER);
    }

    /** That status for ever, known to the client or not; see {@link #showing} for one that ends. */
    public static Outcome status(String status) {
        return never().showing(status);
    }

    /** The same outcome with that status, for instance {@code PAUSED}, for as long as the task is in progress. */
    public Outcome showing(String status) {
        return new Outcome(end, reasons, duration, status);
    }

    /** The same outcome after that time, by the simulator's clock. */
    public Outcome lasting(Duration time) {
        return new Outcome(end, reasons, time, inProgress);
    }

    @Override
    public boolean appliesTo(Call call) {
        return call == Call.SUBMIT;
    }

    private static Outcome of(End end) {
        return new Outcome(end, List.of(), null, null);
    }
}
