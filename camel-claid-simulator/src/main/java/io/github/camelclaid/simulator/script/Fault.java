package io.github.camelclaid.simulator.script;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Something that goes wrong with one HTTP answer. Immutable. A fault strikes either before the request is accepted
 * (nothing happened, nothing is charged) or after it (the task exists and is charged, only the client does not learn it
 * as it should).
 *
 * @param afterAccepting whether the request takes effect first
 * @param delay real time until the answer starts; zero by default
 * @param reply what is answered
 */
public record Fault(boolean afterAccepting, Duration delay, Reply reply) implements Effect {

    private static final String JSON = "application/json";
    private static final String HTML = "<!DOCTYPE html><html><head><title>%1$d</title></head>"
            + "<body><h1>%1$d</h1><p>The gateway could not serve the request.</p></body></html>";

    public Fault {
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(reply, "reply");
    }

    /** An error with the API's usual error body; the request has no effect. */
    public static Fault status(int status) {
        return status(status, ErrorShape.TOP_LEVEL);
    }

    /** An error whose body has the given shape; the request has no effect. */
    public static Fault status(int status, ErrorShape shape) {
        byte[] body = ErrorBody.of(status, shape);
        return before(new Reply.Canned(status, Map.of(), shape == ErrorShape.NONE ? null : JSON, body));
    }

    /** The request takes effect and is charged, yet the client sees this error. */
    public static Fault statusAfterAccepting(int status) {
        return status(status).afterAcceptingIt();
    }

    /** A page of HTML, as proxies send it; the request has no effect. */
    public static Fault html(int status) {
        return body(status, "text/html; charset=utf-8", HTML.formatted(status));
    }

    /** A status without a body; the request has no effect. */
    public static Fault emptyBody(int status) {
        return before(new Reply.Canned(status, Map.of(), null, new byte[0]));
    }

    /** A 200 whose JSON breaks off in the middle; the request <em>has</em> taken effect. */
    public static Fault garbage() {
        return body(200, JSON, "{\"data\": {\"id\": 1, \"sta").afterAcceptingIt();
    }

    /** Any fixed answer; the request has no effect unless {@link #afterAcceptingIt()} says so. */
    public static Fault body(int status, String contentType, String body) {
        return before(new Reply.Canned(status, Map.of(), contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** A redirect to another address. */
    public static Fault redirect(int status, String location) {
        return before(new Reply.Canned(status, Map.of("Location", location), null, new byte[0]));
    }

    /** A 429 with the documented headers and body, whose window opens again after {@code reset} (whole seconds, rounded up). */
    public static Fault rateLimited(Duration reset) {
        long seconds = Math.max(1, (reset.toMillis() + 999) / 1000);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("RateLimit-Limit", "4, 120;w=60, 4;w=1");
        headers.put("RateLimit-Remaining", "-1");
        headers.put("RateLimit-Reset", Long.toString(seconds));
        return before(new Reply.Canned(429, headers, JSON, ErrorBody.of(429, ErrorShape.DETAIL)));
    }

    /** A 429 that says nothing about when to come back. */
    public static Fault rateLimitedWithoutHeaders() {
        return status(429, ErrorShape.DETAIL);
    }

    /** The request takes effect at once; its true answer starts only after that (real) time. */
    public static Fault delay(Duration delay) {
        return new Fault(true, delay, new Reply.AsUsual());
    }

    /** The connection is reset; the request had no effect. */
    public static Fault resetBeforeAccepting() {
        return before(new Reply.Reset());
    }

    /** The request takes effect and is charged, then the connection is reset without an answer. */
    public static Fault resetAfterAccepting() {
        return after(new Reply.Reset());
    }

    /** The connection is closed in good order without an answer; the request had no effect. */
    public static Fault closedBeforeAccepting() {
        return before(new Reply.Closed());
    }

    /** The request takes effect and is charged, then the connection is closed in good order without an answer. */
    public static Fault closedAfterAccepting() {
        return after(new Reply.Closed());
    }

    /**
     * The true answer, on a connection that seems to be kept alive: the next request that comes on it is not read, has no
     * effect, and finds the connection closed.
     */
    public static Fault lastOfConnection() {
        return after(new Reply.LastOfConnection());
    }

    /** The true answer without its length, in chunks of so many bytes. */
    public static Fault chunked(int chunk) {
        return after(new Reply.Chunked(chunk));
    }

    /** The true answer in chunks of so many bytes, broken off where the last one is due. */
    public static Fault unfinishedChunks(int chunk) {
        return after(new Reply.UnfinishedChunks(chunk));
    }

    /** What a bucket says instead of the picture, as XML: for instance 403 and {@code AccessDenied}. */
    public static Fault bucketError(int status, String code) {
        byte[] body = ErrorBody.ofBucket(code, "The specified key cannot be read.");
        return before(new Reply.Canned(status, Map.of(), ErrorBody.XML, body));
    }

    /** The true answer dribbles in, {@code chunk} bytes per pause. */
    public static Fault trickle(int chunk, Duration pause) {
        return after(new Reply.Trickle(chunk, pause));
    }

    /** The true answer breaks off after that many bytes of its body. */
    public static Fault truncated(int bytes) {
        return after(new Reply.Truncated(bytes));
    }

    /** The true answer with that many bytes of white space behind it. */
    public static Fault oversized(long extraBytes) {
        return after(new Reply.Oversized(extraBytes));
    }

    /** The same fault, struck after the request took effect. */
    public Fault afterAcceptingIt() {
        return new Fault(true, delay, reply);
    }

    /** The same fault, that (real) time later. */
    public Fault delayedBy(Duration later) {
        return new Fault(afterAccepting, later, reply);
    }

    /** The same fixed answer with one more header. Only for faults that answer something fixed. */
    public Fault withHeader(String name, String value) {
        if (!(reply instanceof Reply.Canned canned)) {
            throw new IllegalStateException("only a fixed answer can carry a header of its own");
        }
        Map<String, String> headers = new LinkedHashMap<>(canned.headers());
        headers.put(name, value);
        return new Fault(
                afterAccepting, delay, new Reply.Canned(canned.status(), headers, canned.contentType(), canned.body()));
    }

    @Override
    public boolean appliesTo(Call call) {
        return true;
    }

    private static Fault before(Reply reply) {
        return new Fault(false, Duration.ZERO, reply);
    }

    private static Fault after(Reply reply) {
        return new Fault(true, Duration.ZERO, reply);
    }
}
