package io.github.camelclaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.Operations;
import io.github.camelclaid.client.Output;
import io.github.camelclaid.client.RequestRules;
import io.github.camelclaid.client.StorageUri;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.ResourceHelper;

/** The part of a request that an endpoint's options give, checked when the route starts. */
final class EndpointRequest {

    private static final String FORMS =
            "a JSON object, a resource that holds one (classpath:… or file:…), or a bean (#…)";

    private final ClaidConfiguration options;
    private final CamelContext camel;
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();
    private final Map<String, AddressTemplate> inputs = new HashMap<>();
    private AddressTemplate destination;

    EndpointRequest(ClaidConfiguration options, CamelContext camel) throws ClaidInvalidRequestException, IOException {
        this.options = options;
        this.camel = camel;
        readInput();
        ObjectNode operations = operations();
        if (operations != null) {
            RequestRules.checkOperations(operations, options.getValidate());
            request.set("operations", operations);
        }
        readOutput();
        if (destination == null) {
            RequestRules.checkDestination(request, options.getValidate());
        }
    }

    /** What the options say, perhaps incomplete; addresses may be templates. Not to be changed. */
    ObjectNode request() {
        return request;
    }

    /** Completes the addresses of {@code merged} that are templates of this endpoint still. */
    void complete(ObjectNode merged, Exchange exchange) throws ClaidInvalidRequestException {
        if (merged.has("input")) {
            merged.set("input", recursive(completed(merged.get("input"), exchange)));
        }
        if (destination == null) {
            return;
        }
        if (destination.isText(merged.path("output").get("destination"))) {
            ((ObjectNode) merged.get("output")).put("destination", destination.complete(exchange));
        } else if (destination.isText(merged.get("output"))) {
            merged.put("output", destination.complete(exchange));
        }
    }

    private JsonNode completed(JsonNode input, Exchange exchange) throws ClaidInvalidRequestException {
        if (inputs.containsKey(input.textValue())) {
            return TextNode.valueOf(inputs.get(input.textValue()).complete(exchange));
        }
        if (inputs.isEmpty() || !input.isContainerNode()) {
            return input;
        }
        if (input.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (JsonNode address : input) {
                list.add(completed(address, exchange));
            }
            return list;
        }
        ObjectNode folder = input.deepCopy();
        return folder.has("source") ? folder.set("source", completed(folder.get("source"), exchange)) : folder;
    }

    /** A folder that does not say itself whether its subfolders count. */
    private JsonNode recursive(JsonNode input) {
        if (!options.isRecursive() || input.has("recursive")) {
            return input;
        }
        if (input.isTextual() && StorageUri.isFolder(input.textValue())) {
            return Input.folder(input.textValue(), true).toJson();
        }
        return input instanceof ObjectNode folder ? folder.deepCopy().put("recursive", true) : input;
    }

    private void readInput() throws ClaidInvalidRequestException {
        if (options.getInput() == null) {
            return;
        }
        JsonNode input = JsonValues.input("input", options.getInput());
        RequestRules.checkInput(input, options.getValidate());
        Stream.concat(
                        Stream.of(input, input.path("source")),
                        input.isArray() ? StreamSupport.stream(input.spliterator(), false) : Stream.empty())
                .map(JsonNode::textValue)
                .filter(AddressTemplate::is)
                .forEach(address -> inputs.put(address, AddressTemplate.parse("input", address, camel)));
        request.set("input", input);
    }

    private void readOutput() throws ClaidInvalidRequestException, IOException {
        if (options.getOutput() == null) {
            return;
        }
        JsonNode output = JsonValues.output("output", resolved("output", options.getOutput()));
        RequestRules.checkOutput(output, options.getValidate());
        String address = Output.fromJson(output).destination().orElse(null);
        if (AddressTemplate.is(address)) {
            destination = AddressTemplate.parse("output", address, camel);
        }
        request.set("output", output);
    }

    private ObjectNode operations() throws ClaidInvalidRequestException, IOException {
        ObjectNode whole = options.getOperations() == null
                ? null
                : JsonValues.operations("operations", resolved("operations", options.getOperations()), FORMS);
        if (options.getOp() == null || options.getOp().isEmpty()) {
            return whole;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        options.getOp().forEach((path, value) -> texts.put(path, String.valueOf(value)));
        ObjectNode single = Operations.fromOptions(texts, options.getValidate()).toJson();
        if (whole == null) {
            return single;
        }
        ObjectNode under = JsonNodeFactory.instance.objectNode().set("operations", whole);
        ObjectNode over = JsonNodeFactory.instance.objectNode().set("operations", single);
        return (ObjectNode) EditRequest.merge(under, over).get("operations");
    }

    private Object resolved(String option, Object value) throws ClaidInvalidRequestException, IOException {
        if (value instanceof String text && isResource(text)) {
            try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(camel, text)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (FileNotFoundException e) {
                throw missing(option, text);
            }
        }
        if (value instanceof String text && text.startsWith("#")) {
            Object bean = EndpointHelper.resolveReferenceParameter(camel, text, Object.class, false);
            if (bean == null) {
                throw missing(option, text);
            }
            return bean;
        }
        return value;
    }

    private static ClaidInvalidRequestException missing(String option, String reference) {
        return new ClaidInvalidRequestException(
                option + " is \"" + reference + "\", which does not exist, allowed: " + FORMS,
                option,
                reference,
                FORMS);
    }

    private static boolean isResource(String text) {
        return text.startsWith("classpath:") || text.startsWith("file:");
    }
}
