package io.github.camelclaid.client;

import java.util.OptionalInt;

/**
 * How an exchange with Claid ended, before anybody judges what that means.
 *
 * @param sent whether a byte may have left; if not, it is certain that none has
 * @param head null if no answer began
 * @param body the whole body of the answer; null if it did not arrive whole
 * @param trouble what went wrong, null if nothing; may be there in spite of a whole answer
 */
record Ending(boolean sent, AnswerHead head, byte[] body, Exception trouble) {

    private static final int LONGEST = 300;

    OptionalInt status() {
        return head == null ? OptionalInt.empty() : OptionalInt.of(head.status());
    }

    String requestId() {
        return head == null ? null : head.requestId();
    }

    /** What went wrong, in one line. */
    String reason(Secret secret) {
        String message = UntrustedText.line(secret.redact(trouble.getMessage()), LONGEST);
        String kind = trouble.getClass().getSimpleName();
        return message == null || message.isEmpty() ? kind : kind + ": " + message;
    }
}
