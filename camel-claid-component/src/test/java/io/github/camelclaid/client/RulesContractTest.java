package io.github.camelclaid.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.contract.Agreement;
import io.github.camelclaid.contract.Contract;
import io.github.camelclaid.contract.Corpus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A strict check decides about requests as the published schema does, but for what {@link RequestRules} tells. */
class RulesContractTest {

    private static final String EDIT = "AsyncEditRequest";
    private static final String BATCH = "BatchEditRequest";

    private static final List<String> OPERATIONS =
            List.of("operations\\.background\\.(remove|blur) has both category and selective, allowed: either .*");

    private final Contract contract = Contract.published();

    @Test
    void editsAreRefusedAsThePublishedSchemaDoes() {
        List<JsonNode> ofOneImage = Corpus.of(contract, EDIT).stream()
                .filter(request -> !request.path("input").isContainerNode())
                .toList();
        Agreement agreement = new Agreement(contract, EDIT)
                .butStricter(OPERATIONS)
                .butStricter(
                        List.of(
                                "input is .*, allowed: an http://, https:// or storage:// URL of 1 to 4096 characters",
                                // where the input is a folder: that is sent as a batch
                                "output(\\.destination)? is .*, allowed: a folder, .* for the results of a list or of a folder"))
                .butLaxer(JsonTree::clean)
                .butLaxer(RulesContractTest::escaped);

        assertThat(agreement.disagreements(ofOneImage, RulesContractTest::said)).isEmpty();
    }

    @Test
    void batchesAreRefusedAsThePublishedSchemaDoes() {
        Agreement agreement = new Agreement(contract, BATCH)
                .butStricter(OPERATIONS)
                .butStricter(
                        List.of(
                                "input(\\[\\d])? is .*, allowed: an http://, https:// or storage:// URL of 1 to 4096 characters",
                                "input\\[\\d] is a folder, allowed: the URL of one image; .*",
                                "input\\.source is .*, allowed: a folder of a storage, .*",
                                "output(\\.destination)? is .*, allowed: a folder, .* for the results of a list or of a folder"))
                // what is null is not sent
                .butLaxer(JsonTree::clean)
                .butLaxer(RulesContractTest::escaped);

        assertThat(agreement.disagreements(Corpus.of(contract, BATCH), RulesContractTest::said))
                .isEmpty();
    }

    /** Which characters an address has to escape is left to Claid. */
    private static JsonNode escaped(JsonNode request) {
        String escaped = request.toString()
                .replace("my shoe", "my%20shoe")
                .replace("\u00f6", "%C3%B6")
                .replace("{size}", "%7Bsize%7D");
        try {
            return JsonTree.parse(escaped);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> said(JsonNode request) {
        if (!(request instanceof ObjectNode body)) {
            return List.of("no object");
        }
        try {
            RequestRules.check(body, Validation.STRICT);
            return List.of();
        } catch (ClaidInvalidRequestException e) {
            return List.of(e.getMessage());
        }
    }
}
