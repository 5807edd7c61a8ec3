package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * The address of one image. Claid's OpenAPI document allows 4096 characters where its prose still says 512. A list or a
 * folder of a storage is the batch endpoint's.
 */
record InputRule() implements Rule {

    private static final int LONGEST = 4096;
    private static final Pattern URL = Pattern.compile("(?i)(https?|storage)://[^/].*", Pattern.DOTALL);
    private static final Pattern FOLDER = Pattern.compile("(?i)storage://.*/", Pattern.DOTALL);
    private static final String ALLOWED = "an http://, https:// or storage:// URL of 1 to " + LONGEST + " characters";
    private static final String ONE_IMAGE = "the URL of one image; this release takes one image per request,"
            + " split the list or the folder into one message per image";
    private static final String PATH = "input";

    /** The complaint about an input that is none. */
    static ClaidInvalidRequestException refusal(JsonNode value) {
        if (value.isArray()) {
            return refusal("is a list", value, ONE_IMAGE);
        }
        if (value.isTextual() && value.textValue().length() > LONGEST) {
            return refusal("is " + value.textValue().length() + " characters long", value, ALLOWED);
        }
        return refusal("is " + ClaidInvalidRequestException.shown(withoutQuery(value)), value, ALLOWED);
    }

    @Override
    public boolean isAbout(JsonNode value) {
        return value.isTextual();
    }

    @Override
    public void check(String path, JsonNode value, Validation mode) throws ClaidInvalidRequestException {
        String text = value.textValue();
        if (text == null || text.length() > LONGEST || !URL.matcher(text).matches()) {
            throw refusal(value);
        }
        if (FOLDER.matcher(text).matches()) {
            throw refusal("is a folder", value, ONE_IMAGE);
        }
    }

    @Override
    public String allowed() {
        return ALLOWED;
    }

    private static ClaidInvalidRequestException refusal(String found, JsonNode value, String allowed) {
        String shown = ClaidInvalidRequestException.shown(withoutQuery(value));
        return new ClaidInvalidRequestException(PATH + " " + found + ", allowed: " + allowed, PATH, shown, allowed);
    }

    /** What follows a question mark may be a signature, which belongs into no message. */
    private static JsonNode withoutQuery(JsonNode value) {
        return value.isTextual() ? JsonTree.of(value.textValue().replaceFirst("(?s)\\?.*", "?…")) : value;
    }
}
