package io.github.camelclaid.client;

import io.github.camelclaid.quota.RateLimitHeaders;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/**
 * What the first lines of an answer say.
 *
 * @param reason the words behind the status, one short line; null if there are none
 * @param requestId {@code x-request-id}, one short line; null if there is none
 */
record AnswerHead(int status, String reason, String requestId, RateLimitHeaders rateLimit) {

    private static final int LONGEST = 100;

    static AnswerHead of(HttpResponse response, Secret secret) {
        return new AnswerHead(
                response.getCode(),
                line(secret.redact(response.getReasonPhrase())),
                line(secret.redact(value(response, "x-request-id"))),
                RateLimitHeaders.parse(
                        list(response, "RateLimit-Limit"),
                        value(response, "RateLimit-Remaining"),
                        value(response, "RateLimit-Reset"),
                        value(response, "Retry-After")));
    }

    private static String value(HttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** One header or several are the same list (RFC 9110, section 5.3). */
    private static String list(HttpResponse response, String name) {
        Header[] all = response.getHeaders(name);
        return all.length == 0 ? null : Arrays.stream(all).map(Header::getValue).collect(Collectors.joining(","));
    }

    private static String line(String text) {
        String line = UntrustedText.line(text, LONGEST);
        return line == null || line.isEmpty() ? null : line;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
