package io.github.camelclaid.task;

import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.task.SubmitPolicy.Duplicates;
import io.github.camelclaid.transfer.ImageSource;
import java.util.Map;

/**
 * A wish to have an image edited.
 *
 * @param request without an input where {@code bytes} are to be uploaded first
 * @param bytes null if the request names its input
 * @param carried headers for the message that a consumer will emit
 * @param about for people, which picture it is; null if unknown
 */
public record Submission(
        Lane lane,
        TaskKey key,
        EditRequest request,
        ImageSource bytes,
        SubmitPolicy policy,
        Map<String, Object> carried,
        String about) {

    /** Whether a result that was acknowledged is given again: the same key is the same content. */
    boolean isReusable() {
        return policy.duplicates() == Duplicates.reuse && key.identified();
    }

    /**
     * Whether only its source's commit tells that the same wish, once the task was acknowledged, is a new one. Who submits
     * then {@linkplain Waiting#acknowledge acknowledges} when the source has committed, or withdraws.
     */
    public boolean mayReturn() {
        return lane.mode() == Mode.SUBMITTED
                && policy.remember()
                && policy.duplicates() != Duplicates.allow
                && !isReusable();
    }

    Submission under(TaskKey other) {
        return new Submission(lane, other, request, bytes, policy, carried, about);
    }
}
