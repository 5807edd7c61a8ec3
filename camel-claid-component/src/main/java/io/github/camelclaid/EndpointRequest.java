package io.github.camelclaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Operations;
import io.github.camelclaid.client.Output;
import io.github.camelclaid.client.RequestRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.ResourceHelper;

/** The part of a request that an endpoint's options give, checked when the route starts. */
final class EndpointRequest {

    private final ClaidConfiguration options;
    private final CamelContext camel;
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();
    private AddressTemplate input;
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
    }

    /** What the options say, perhaps incomplete; addresses may be templates. Not to be changed. */
    ObjectNode request() {
        return request;
    }

    /** Completes the addresses of {@code merged} that are templates of this endpoint still. */
    void complete(ObjectNode merged, Exchange exchange) throws ClaidInvalidRequestException {
        if (input != null && input.isText(merged.get("input"))) {
            merged.put("input", input.complete(exchange));
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

    private void readInput() throws ClaidInvalidRequestException {
        if (AddressTemplate.is(options.getInput())) {
            input = AddressTemplate.parse("input", options.getInput(), camel);
        }
        if (options.getInput() != null) {
            request.put("input", options.getInput());
            RequestRules.checkInput(request.get("input"), options.getValidate());
        }
    }

    private void readOutput() throws ClaidInvalidRequestException, IOException {
        if (options.getOutput() == null) {
            return;
        }
        JsonNode output = JsonValues.output("output", resolved(options.getOutput()));
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
                : JsonValues.operations("operations", resolved(options.getOperations()));
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

    private Object resolved(Object value) throws IOException {
        if (value instanceof String text && isResource(text)) {
            try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(camel, text)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        if (value instanceof String text && text.startsWith("#")) {
            return EndpointHelper.resolveReferenceParameter(camel, text, Object.class);
        }
        return value;
    }

    private static boolean isResource(String text) {
        return text.startsWith("classpath:") || text.startsWith("file:");
    }
}
