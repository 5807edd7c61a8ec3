package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;

/** A request that Claid would refuse, noticed before it is sent or paid. */
public class ClaidInvalidRequestException extends ClaidException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_VALUE = 100;

    private final String path;
    private final String value;
    private final String allowed;

    /**
     * Says {@code <path> is <value>, allowed: <allowed>}, or that it is missing.
     *
     * @param value what was found, null if nothing
     */
    public ClaidInvalidRequestException(String path, JsonNode value, String allowed) {
        this(path + " " + describe(value) + ", allowed: " + allowed, path, shown(value), allowed);
    }

    /** For refusals that need words of their own; {@code message} names path and remedy itself. */
    public ClaidInvalidRequestException(String message, String path, String value, String allowed) {
        super(message);
        this.path = path;
        this.value = value == null ? null : shorten(value);
        this.allowed = allowed;
    }

    /** Where in the request, such as {@code operations.resizing.fit}, {@code op.resizing.fit} or {@code body}. */
    public String path() {
        return path;
    }

    /** What was found there as JSON text, at most 100 characters of it; null if nothing. */
    public String value() {
        return value;
    }

    /** What may be there, for a person. */
    public String allowed() {
        return allowed;
    }

    private static String describe(JsonNode value) {
        return JsonTree.isPresent(value) ? "is " + shown(value) : "is missing";
    }

    /** JSON text, shortened; null for nothing. */
    static String shown(JsonNode value) {
        return JsonTree.isPresent(value) ? shorten(value.toString()) : null;
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
