package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.contract.Agreement;
import io.github.camelclaid.contract.Contract;
import io.github.camelclaid.contract.Corpus;
import io.github.camelclaid.simulator.validation.Findings;
import io.github.camelclaid.simulator.validation.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The simulator decides about requests as the published schema does, but for what docs/simulator.md tells. */
class RequestContractTest {

    private static final String EDIT = "AsyncEditRequest";
    private static final String BATCH = "BatchEditRequest";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where no picture could be made, or where the documents say in prose what the schema does not. */
    private static final List<String> OPERATIONS = List.of(
            "operations\\.resizing\\.(width|height) must be from 1 to 100000, .*",
            "operations\\.resizing\\.(width|height) must be auto or a percentage .*",
            "operations\\.resizing width and height must both be pixels or both percentages, .*",
            "operations\\.resizing width and height must be the same percentage, .*",
            "operations\\.resizing\\.fit\\.outpaint_by must be one or two values .*",
            "operations\\.padding must be one, two or four values .*",
            "operations\\.padding must not exceed half of the side",
            "operations\\.background\\.color must be a colour .*",
            "operations\\.background\\.(remove|blur) must not have both category and selective");

    private static final String DESTINATION = "output(\\.destination)? must be an address that starts with storage://";
    private static final String INPUT = "input must be an address that starts with http:// or https:// or storage://";
    private static final String ONE_IMAGE = "input must be one image; folders are for batches";
    private static final List<String> OUTPUT = List.of(DESTINATION, "output\\.format avif is valid, .*");

    private final Contract contract = Contract.published();

    @Test
    void editsAreRefusedAsThePublishedSchemaDoes() {
        Agreement agreement = new Agreement(contract, EDIT)
                .butStricter(OPERATIONS)
                .butStricter(OUTPUT)
                .butStricter(List.of(INPUT, ONE_IMAGE))
                .butLaxer(RequestContractTest::escaped);

        assertThat(agreement.disagreements(Corpus.of(contract, EDIT), request -> said(Validation.ofEdit(request))))
                .isEmpty();
    }

    @Test
    void batchesAreRefusedAsThePublishedSchemaDoes() {
        Agreement agreement = new Agreement(contract, BATCH)
                .butStricter(OPERATIONS)
                .butStricter(OUTPUT)
                .butStricter(List.of(
                        "input(\\.source|\\.\\d)? must be an address that starts with http:// or https:// or storage://",
                        "output(\\.destination)? must be a folder, with a slash at its end"))
                .butLaxer(RequestContractTest::escaped);

        assertThat(agreement.disagreements(Corpus.of(contract, BATCH), request -> said(Validation.ofBatch(request))))
                .isEmpty();
    }

    @Test
    void theDataOfUploadsAreRefusedAsThePublishedSchemaRefusesEdits() {
        List<JsonNode> edits = Corpus.of(contract, EDIT);
        JsonNode input = edits.get(0).path("input");
        List<JsonNode> withThatInput = edits.stream()
                .filter(request -> request.path("input").equals(input))
                .toList();
        Agreement agreement = new Agreement(contract, EDIT)
                .butStricter(OPERATIONS)
                .butStricter(OUTPUT)
                .butLaxer(RequestContractTest::escaped);

        assertThat(agreement.disagreements(
                        withThatInput, request -> said(Validation.ofParts(true, withoutInput(request)))))
                .isEmpty();
    }

    @Test
    void aiEditsAreRefusedAsThePublishedSchemaDoes() {
        Agreement agreement = new Agreement(contract, "AiEditAPIRequest")
                .butStricter(List.of(DESTINATION, INPUT, ONE_IMAGE, "options\\.\\w+ is for model v1, not for v2"))
                .butLaxer(RequestContractTest::escaped);

        assertThat(agreement.disagreements(
                        Corpus.of(contract, "AiEditAPIRequest"), request -> said(Validation.ofAiEdit(request))))
                .isEmpty();
    }

    @Test
    void storagesAreRefusedAsThePublishedSchemaDoes() {
        List<JsonNode> storages = Corpus.of(contract, "StorageIn_Pydantic");
        List<JsonNode> buckets =
                storages.stream().map(RequestContractTest::ofBucket).toList();
        Agreement agreement = new Agreement(contract, "StorageIn_Pydantic")
                .butStricter(List.of(
                        "name must be a name of 1 to 50 characters without spaces and slashes, .*",
                        "parameters\\.bucket must be the name of a bucket: .*",
                        "parameters\\.path must not lead out of the bucket",
                        "parameters\\.base_url must be an address that starts with http:// or https://",
                        "parameters\\.base_url must have 1 to 4096 characters, not 0",
                        "parameters\\.base_url must be an http\\(s\\) address without user, query and fragment",
                        // the schema does not look at the type when it looks at the parameters
                        "parameters\\.(bucket|path|credentials) is for s3 and gcs, not for a web_folder",
                        "parameters\\.base_url is required",
                        "parameters\\.(bucket|credentials) is required",
                        "parameters\\.(base_url|unknown) is not allowed here, only bucket, path, credentials"));

        assertThat(agreement.disagreements(
                        Stream.concat(storages.stream(), buckets.stream()).toList(),
                        request -> said(Validation.ofStorage(request))))
                .isEmpty();
    }

    /** The same of another type, since what is right depends on it. */
    private static JsonNode ofBucket(JsonNode storage) {
        return storage.path("type").asText().equals("web_folder")
                ? storage.<ObjectNode>deepCopy().put("type", "s3")
                : storage;
    }

    private static JsonNode withoutInput(JsonNode request) {
        return request.<ObjectNode>deepCopy().without("input");
    }

    /** Addresses need no escapes, but for white space: what checks them behind the API does not look as closely either. */
    private static JsonNode escaped(JsonNode request) {
        try {
            return JSON.readTree(request.toString().replace("\u00f6", "%C3%B6").replace("{size}", "%7Bsize%7D"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> said(Findings findings) {
        return findings.byPath().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(message -> entry.getKey() + " " + message))
                .toList();
    }
}
