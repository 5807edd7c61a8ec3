package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.storage.Connector;
import io.github.camelclaid.simulator.storage.Credentials;
import io.github.camelclaid.simulator.storage.Definition;
import io.github.camelclaid.simulator.storage.StorageType;
import io.github.camelclaid.simulator.time.Timestamp;
import java.util.Optional;

/** Storages as the API writes and reads them. */
final class StorageJson {

    private StorageJson() {}

    /** An item of the list: without any credentials. */
    static ObjectNode listed(Connector connector) {
        Definition definition = connector.definition();
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("id", connector.id());
        item.put("name", definition.name());
        item.put("type", definition.type().toString());
        item.set("parameters", parameters(definition));
        item.put("created_at", Timestamp.text(connector.createdAt()));
        return item;
    }

    /** With the access key, which is empty where there is none, but never with the secret. */
    static ObjectNode detailed(Connector connector) {
        ObjectNode data = listed(connector);
        if (connector.definition().parameters() instanceof Definition.Bucket bucket) {
            String accessKey = bucket.credentials().map(Credentials::accessKey).orElse("");
            data.withObject("parameters").putObject("credentials").put("access_key", accessKey);
        }
        return data;
    }

    /** What a client would have to send to make it, secret included. Never an answer. */
    static ObjectNode asked(Definition definition) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("name", definition.name());
        request.put("type", definition.type().toString());
        ObjectNode parameters =
                request.set("parameters", parameters(definition)).withObject("parameters");
        if (definition.parameters() instanceof Definition.Bucket bucket) {
            bucket.credentials().ifPresent(credentials -> parameters
                    .putObject("credentials")
                    .put("access_key", credentials.accessKey())
                    .put("secret_access_key", credentials.secretKey()));
        }
        return request;
    }

    /** Understands a request that has passed the validation. */
    static Definition definition(JsonNode request) {
        StorageType type = StorageType.of(request.path("type").asText());
        JsonNode parameters = request.path("parameters");
        String name = request.path("name").asText();
        if (type == StorageType.WEB_FOLDER) {
            return new Definition(
                    name,
                    type,
                    new Definition.WebFolder(parameters.path("base_url").asText()));
        }
        JsonNode credentials = parameters.path("credentials");
        return new Definition(
                name,
                type,
                new Definition.Bucket(
                        parameters.path("bucket").asText(),
                        parameters.path("path").asText(),
                        Optional.of(new Credentials(
                                credentials.path("access_key").asText(),
                                credentials.path("secret_access_key").asText()))));
    }

    private static ObjectNode parameters(Definition definition) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        if (definition.parameters() instanceof Definition.Bucket bucket) {
            parameters.put("bucket", bucket.bucket()).put("path", bucket.path());
        } else if (definition.parameters() instanceof Definition.WebFolder folder) {
            parameters.put("base_url", folder.baseUrl());
        }
        return parameters;
    }
}
