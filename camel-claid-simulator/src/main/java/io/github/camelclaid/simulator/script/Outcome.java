package io.github.camelclaid.simulator.script;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of an accepted task, or of an edit that is made before it is answered. Immutable.
 *
 * @param end how it ends
 * @param reasons for {@link End#ERROR}, one entry of {@code errors} each
 * @param duration until it ends; null means the simulator's own {@link Timing}
 * @param inProgress the status shown until it ends; null means {@code ACCEPTED}, then {@code PROCESSING}
 * @param failing reasons of pictures that cannot be made, by a part of their address
 * @param known how long after its due end the task can be asked for; null means always
 * @param sameId whether its submit is answered with the id of the task before it
 */
public record Outcome(
        End end,
        List<String> reasons,
        Duration duration,
        String inProgress,
        Map<String, String> failing,
        Duration known,
        boolean sameId)
        implements Effect {

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
        failing = Map.copyOf(failing);
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
        return new Outcome(End.ERROR, List.of(reasons), null, null, Map.of(), null, false);
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
        return new Outcome(end, reasons, duration, status, failing, known, sameId);
    }

    /** The same outcome after that time, by the simulator's clock. */
    public Outcome lasting(Duration time) {
        return new Outcome(end, reasons, time, inProgress, failing, known, sameId);
    }

    /** The same outcome, but for the pictures whose address contains that part: they fail for that reason. */
    public Outcome failing(String input, String reason) {
        Map<String, String> more = new HashMap<>(failing);
        more.put(input, reason);
        return new Outcome(end, reasons, duration, inProgress, more, known, sameId);
    }

    /** The same outcome, but so long after its end the task is unknown: its status answers 404. */
    public Outcome forgottenAfter(Duration time) {
        return new Outcome(end, reasons, duration, inProgress, failing, time, sameId);
    }

    /** The same outcome, but its submit is answered with the id of the task that was accepted before it. */
    public Outcome withTheIdBefore() {
        return new Outcome(end, reasons, duration, inProgress, failing, known, true);
    }

    /** Why the picture with that address fails, if it is to fail. */
    public Optional<String> failureOf(String address) {
        return failing.keySet().stream()
                .filter(address::contains)
                .sorted()
                .map(failing::get)
                .findFirst();
    }

    /** To what is edited before it is answered only errors apply: there is no task, so nothing lasts or shows a status. */
    @Override
    public boolean appliesTo(Call call) {
        return switch (call) {
            case SUBMIT, BATCH, AI_EDIT -> true;
            case EDIT, UPLOAD -> needsNoTask();
            default -> false;
        };
    }

    private boolean needsNoTask() {
        boolean ends = end == End.ERROR || end == End.DONE;
        return ends && duration == null && inProgress == null && known == null && !sameId;
    }

    private static Outcome of(End end) {
        return new Outcome(end, List.of(), null, null, Map.of(), null, false);
    }
}
