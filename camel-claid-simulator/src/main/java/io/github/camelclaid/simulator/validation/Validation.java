package io.github.camelclaid.simulator.validation;

import static io.github.camelclaid.simulator.validation.ChoiceRule.choice;
import static io.github.camelclaid.simulator.validation.ObjectRule.object;
import static io.github.camelclaid.simulator.validation.Rules.address;
import static io.github.camelclaid.simulator.validation.Rules.bool;
import static io.github.camelclaid.simulator.validation.Rules.listOf;

import com.fasterxml.jackson.databind.JsonNode;

/** The rules of requests. As strict as the published schema: no unknown members, no nulls. */
public final class Validation {

    private static final Rule INPUT = (path, value, findings) -> {
        if (value.isArray() || value.isObject()) {
            findings.add(path, "must be one address; lists and folders are for batches");
            return;
        }
        address("http", "https", "storage")
                .then((at, text, found) -> {
                    if (text.asText().startsWith("storage://") && text.asText().endsWith("/")) {
                        found.add(at, "must be one image; folders are for batches");
                    }
                })
                .check(path, value, findings);
    };

    private static final Rule ADDRESS = address("http", "https", "storage");

    private static final Rule PICTURES = choice().text(ADDRESS)
            .array(listOf(ADDRESS))
            .object(object().must("source", ADDRESS).may("recursive", bool()));

    private static final Rule FILE = address("storage");

    private static final Rule FOLDER = FILE.then((path, value, findings) -> {
        if (!value.asText().endsWith("/")) {
            findings.add(path, "must be a folder, with a slash at its end");
        }
    });

    private static final Rule EDIT = object().must("input", INPUT)
            .must("operations", OperationRules.operations())
            .may("output", output(FILE));

    private static final Rule BATCH = object().must("input", PICTURES)
            .must("operations", OperationRules.operations())
            .may("output", output(FOLDER));

    private static final Rule UPLOAD =
            object().must("operations", OperationRules.operations()).may("output", output(FILE));

    private static final Rule AI_EDIT = object().must("input", INPUT)
            .must("options", AiEditRules.options())
            .may("output", AiEditRules.output(FILE));

    private static final Rule STORAGE = StorageRules.storage();

    private static final Rule RENAME = StorageRules.rename();

    private Validation() {}

    /** What is wrong with an edit's request. */
    public static Findings ofEdit(JsonNode request) {
        return check(EDIT, request);
    }

    /** What is wrong with a batch's request. */
    public static Findings ofBatch(JsonNode request) {
        return check(BATCH, request);
    }

    /** What is wrong with an ai-edit's request. */
    public static Findings ofAiEdit(JsonNode request) {
        return check(AI_EDIT, request);
    }

    /** What is wrong with a request to make a storage. */
    public static Findings ofStorage(JsonNode request) {
        return check(STORAGE, request);
    }

    /** What is wrong with a request to change nothing but the name of a storage. */
    public static Findings ofRename(JsonNode request) {
        return check(RENAME, request);
    }

    /**
     * What is wrong with the two parts of an upload, whose {@code data} names no input.
     *
     * @param data null if it is missing or not JSON
     */
    public static Findings ofParts(boolean hasFile, JsonNode data) {
        Findings findings = data == null ? new Findings() : check(UPLOAD, data);
        if (data == null) {
            findings.add("data", "is required, as JSON");
        }
        if (!hasFile) {
            findings.add("file", "is required, with a file name");
        }
        return findings;
    }

    private static Rule output(Rule destination) {
        return choice().text(destination).object(OutputRules.options(destination));
    }

    private static Findings check(Rule rule, JsonNode request) {
        Findings findings = new Findings();
        rule.check("", request, findings);
        return findings;
    }
}
