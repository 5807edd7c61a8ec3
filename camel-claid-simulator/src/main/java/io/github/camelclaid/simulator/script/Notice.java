package io.github.camelclaid.simulator.script;

import java.time.Duration;
import java.util.Objects;

/**
 * How the webhook about a submitted task deviates from the usual. Immutable. Several for one task add up. Without a
 * webhook to send, it means nothing.
 *
 * @param signing how it is signed, where there is a secret to sign with
 * @param copies how often it is sent; 0 for a lost one
 * @param early whether the task ends, and its webhook is answered, before the submit is
 * @param wrapping whether its body is wrapped in {@code data}
 * @param delay from the end of the task, by the simulator's clock
 */
public record Notice(Signing signing, int copies, boolean early, Wrapping wrapping, Duration delay) implements Effect {

    /** How a webhook is signed. */
    public enum Signing {
        RIGHT,
        /** By somebody who does not know the secret, or over another body. */
        WRONG,
        NONE
    }

    /** Whether the body is wrapped in {@code data}. */
    public enum Wrapping {
        /** As the webhook is set up. */
        USUAL,
        DATA,
        NONE
    }

    private static final Notice USUAL = new Notice(Signing.RIGHT, 1, false, Wrapping.USUAL, Duration.ZERO);

    public Notice {
        Objects.requireNonNull(signing, "signing");
        Objects.requireNonNull(wrapping, "wrapping");
        Objects.requireNonNull(delay, "delay");
    }

    /** No deviation. */
    public static Notice usual() {
        return USUAL;
    }

    /** The signature has the right form and fits another body. */
    public static Notice wronglySigned() {
        return signed(Signing.WRONG);
    }

    /** No signature, in spite of the secret. */
    public static Notice unsigned() {
        return signed(Signing.NONE);
    }

    /** The same webhook again, once the first has been answered. */
    public static Notice twice() {
        return copies(2);
    }

    /** The webhook is never sent. */
    public static Notice lost() {
        return copies(0);
    }

    /**
     * The task ends at once, and its webhook is sent and answered, before the submit is: the client hears of a task that
     * it does not know yet. If the webhook is not answered within 5 s (real time), the submit is answered without it.
     */
    public static Notice beforeTheAnswer() {
        return new Notice(Signing.RIGHT, 1, true, Wrapping.USUAL, Duration.ZERO);
    }

    /** The body is the task itself. */
    public static Notice withoutData() {
        return wrapped(Wrapping.NONE);
    }

    /** The body is the task, wrapped in {@code data}. */
    public static Notice withData() {
        return wrapped(Wrapping.DATA);
    }

    /** Sent that much later, by the simulator's clock. */
    public static Notice delayed(Duration time) {
        return new Notice(Signing.RIGHT, 1, false, Wrapping.USUAL, time);
    }

    /** Both; where they contradict each other, the next one counts, and what is lost stays lost. */
    public Notice and(Notice next) {
        return new Notice(
                next.signing == Signing.RIGHT ? signing : next.signing,
                copies * next.copies,
                early || next.early,
                next.wrapping == Wrapping.USUAL ? wrapping : next.wrapping,
                delay.plus(next.delay));
    }

    @Override
    public boolean appliesTo(Call call) {
        return call == Call.SUBMIT || call == Call.BATCH || call == Call.AI_EDIT;
    }

    private static Notice signed(Signing signing) {
        return new Notice(signing, 1, false, Wrapping.USUAL, Duration.ZERO);
    }

    private static Notice copies(int copies) {
        return new Notice(Signing.RIGHT, copies, false, Wrapping.USUAL, Duration.ZERO);
    }

    private static Notice wrapped(Wrapping wrapping) {
        return new Notice(Signing.RIGHT, 1, false, wrapping, Duration.ZERO);
    }
}
