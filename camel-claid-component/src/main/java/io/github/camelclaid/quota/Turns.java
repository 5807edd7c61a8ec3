package io.github.camelclaid.quota;

/**
 * Who is next where charged requests and polls wait for the same quota: each gets its weight in turns out of both, so a long
 * queue of pictures cannot stop results from being collected, nor the other way round. What one of them did not need
 * while the other waited is not owed.
 *
 * <p>Not safe for threads: guarded by the lock of its {@link RequestPacer}.
 */
final class Turns {

    private final int chargedWeight;
    private final int pollWeight;
    /** How many turns the polls are ahead or behind, in parts of a turn; they are next from 0 on. */
    private int owed;

    Turns(int chargedWeight, int pollWeight) {
        this.chargedWeight = chargedWeight;
        this.pollWeight = pollWeight;
    }

    boolean isForPolls() {
        return owed >= 0;
    }

    void taken(boolean byPoll) {
        owed = byPoll ? Math.max(-chargedWeight, owed - chargedWeight) : Math.min(pollWeight - 1, owed + pollWeight);
    }
}
