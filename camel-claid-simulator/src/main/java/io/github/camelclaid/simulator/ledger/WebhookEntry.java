package io.github.camelclaid.simulator.ledger;

import java.time.Instant;

/**
 * One attempt to send a webhook.
 *
 * @param taskId the task it was about
 * @param attempt counted from 1; copies that the script asks for begin at 1 again
 * @param at when it was over, by the simulator's clock
 * @param status what it was answered; 0 if it was not
 * @param failure why it was not answered; null if it was
 */
public record WebhookEntry(long taskId, int attempt, Instant at, int status, String failure) {

    /** Whether the receiver took it. */
    public boolean arrived() {
        return status >= 200 && status < 300;
    }
}
