package io.github.camelclaid.client;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What an answer outside 2xx said: the envelope of Claid's page on errors. The texts come from the network; those that
 * {@link ClaidClient} hands out are single lines of bounded length and never hold the API key.
 *
 * @param httpStatus 300 to 599
 * @param errorCode the digits Claid identifies the cause by; null if not given
 * @param errorType such as {@code validation}, {@code billing}, {@code auth}; null if not given
 * @param errorMessage the cause for people; null if not given
 * @param details for each member of the request, by its dotted path, what is wrong with it; may be empty
 * @param requestId {@code x-request-id}, which Claid's support asks for; null if not given
 */
public record ApiError(
        int httpStatus,
        String errorCode,
        String errorType,
        String errorMessage,
        Map<String, List<String>> details,
        String requestId)
        implements Serializable {

    private static final int LONGEST_DETAILS = 400;

    public ApiError {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        Objects.requireNonNullElse(details, Map.<String, List<String>>of())
                .forEach((path, messages) -> copy.put(path, List.copyOf(messages)));
        details = Collections.unmodifiableMap(copy);
    }

    /** The cause in one line, without status and request id. */
    String reason() {
        return errorMessage == null ? reasons() : errorMessage;
    }

    /** One line for people, such as {@code 402 billing, code 123: No API calls left (request id 7d1f…)}. */
    public String summary() {
        StringBuilder line = new StringBuilder().append(httpStatus);
        if (errorType != null) {
            line.append(' ').append(errorType);
        }
        if (errorCode != null) {
            line.append(", code ").append(errorCode);
        }
        if (errorMessage != null) {
            line.append(": ").append(errorMessage);
        }
        if (!details.isEmpty()) {
            String reasons = details.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + String.join(" ", entry.getValue()))
                    .collect(Collectors.joining("; "));
            line.append(" [")
                    .append(UntrustedText.line(reasons, LONGEST_DETAILS))
                    .append(']');
        }
        if (requestId != null) {
            line.append(" (request id ").append(requestId).append(')');
        }
        return line.toString();
    }

    private String reasons() {
        String reasons = details.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(" ", entry.getValue()))
                .collect(Collectors.joining("; "));
        return UntrustedText.line(reasons, LONGEST_DETAILS);
    }
}
