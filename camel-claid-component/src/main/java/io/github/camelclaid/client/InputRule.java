package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * Which images: the address of one, a list of such addresses, or a folder of a storage. Claid's OpenAPI document allows
 * 4096 characters where its prose still says 512. Two rules go beyond it: an address says by its scheme and its slash what
 * it is, and a list holds no folders.
 */
record InputRule() implements Rule {

    private static final int LONGEST = 4096;
    private static final Pattern URL = Pattern.compile("(?i)(https?|storage)://[^/].*", Pattern.DOTALL);
    private static final String ALLOWED = "an http://, https:// or storage:// URL of 1 to " + LONGEST + " characters";
    private static final String ONE_IMAGE = "the URL of one image";
    private static final String FOLDER = "a folder of a storage, such as storage://shop/in/, with the slash at its end";
    private static final ObjectRule IN_FOLDER =
            Rule.object().withRequired("source", Rule.text(FOLDER)).with("recursive", Rule.flag());
    private static final String PATH = "input";

    /** The complaint about an input that is none. */
    static ClaidInvalidRequestException refusal(JsonNode value) {
        return refusal(PATH, value);
    }

    @Override
    public boolean isAbout(JsonNode value) {
        return value.isTextual() || value.isContainerNode();
    }

    @Override
    public void check(String path, JsonNode value, Validation mode) throws ClaidInvalidRequestException {
        if (value.isArray()) {
            checkList(path, value);
        } else if (value.isObject()) {
            checkFolder(path, value, mode);
        } else {
            checkAddress(path, value);
        }
    }

    @Override
    public String allowed() {
        return ALLOWED;
    }

    private static void checkList(String path, JsonNode list) throws ClaidInvalidRequestException {
        if (list.isEmpty()) {
            throw refusal(path, "is an empty list", list, "a list of at least one URL");
        }
        for (int i = 0; i < list.size(); i++) {
            String element = path + "[" + i + "]";
            checkAddress(element, list.get(i));
            if (StorageUri.isFolder(list.get(i).textValue())) {
                throw refusal(element, "is a folder", list.get(i), ONE_IMAGE + "; a folder is an input of its own");
            }
        }
    }

    private static void checkFolder(String path, JsonNode folder, Validation mode) throws ClaidInvalidRequestException {
        IN_FOLDER.check(path, folder, mode);
        JsonNode source = folder.get("source");
        if (!StorageUri.isFolder(source.textValue())) {
            throw refusal(path + ".source", "is " + shown(source), source, FOLDER);
        }
        checkAddress(path + ".source", source);
    }

    private static void checkAddress(String path, JsonNode value) throws ClaidInvalidRequestException {
        String text = value.textValue();
        if (text == null || text.length() > LONGEST || !URL.matcher(text).matches()) {
            throw refusal(path, value);
        }
    }

    private static ClaidInvalidRequestException refusal(String path, JsonNode value) {
        if (value.isTextual() && value.textValue().length() > LONGEST) {
            return refusal(path, "is " + value.textValue().length() + " characters long", value, ALLOWED);
        }
        return refusal(path, "is " + shown(value), value, ALLOWED);
    }

    private static ClaidInvalidRequestException refusal(String path, String found, JsonNode value, String allowed) {
        return new ClaidInvalidRequestException(
                path + " " + found + ", allowed: " + allowed, path, shown(value), allowed);
    }

    private static String shown(JsonNode value) {
        return ClaidInvalidRequestException.shown(withoutQuery(value));
    }

    /** What follows a question mark may be a signature, which belongs into no message. */
    private static JsonNode withoutQuery(JsonNode value) {
        return value.isTextual() ? JsonTree.of(value.textValue().replaceFirst("(?s)\\?.*", "?…")) : value;
    }
}
