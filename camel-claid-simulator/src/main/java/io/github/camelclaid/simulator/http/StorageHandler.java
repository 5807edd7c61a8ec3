package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.storage.Connector;
import io.github.camelclaid.simulator.storage.Definition;
import io.github.camelclaid.simulator.storage.StorageType;
import io.github.camelclaid.simulator.storage.Storages;
import io.github.camelclaid.simulator.validation.Findings;
import io.github.camelclaid.simulator.validation.Validation;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lists, makes, changes and disconnects the storages of the account. Whatever it does is at once in effect. */
final class StorageHandler {

    private final Surroundings around;
    private final JsonRequests requests;
    private final Storages storages;

    StorageHandler(Surroundings around, Storages storages) {
        this.around = around;
        this.requests = new JsonRequests(around);
        this.storages = storages;
    }

    void types(HttpServerExchange exchange) {
        ArrayNode types = JsonNodeFactory.instance.arrayNode();
        StorageType.names().forEach(types::add);
        answer(exchange, request -> Answer.data(types));
    }

    void list(HttpServerExchange exchange) {
        answer(exchange, request -> {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            storages.all().forEach(connector -> all.add(StorageJson.listed(connector)));
            return Answer.data(all);
        });
    }

    void create(HttpServerExchange exchange) {
        answer(exchange, this::create);
    }

    void get(HttpServerExchange exchange) {
        answerOne(exchange, (connector, request) -> Answer.data(StorageJson.detailed(connector)));
    }

    void change(HttpServerExchange exchange) {
        answerOne(exchange, this::change);
    }

    void delete(HttpServerExchange exchange) {
        answerOne(exchange, (connector, request) -> {
            storages.remove(connector.id());
            return Answer.data(JsonNodeFactory.instance.objectNode());
        });
    }

    private void answer(HttpServerExchange exchange, Function<JsonNode, Answer> how) {
        requests.receive(exchange, Call.STORAGE, received -> {
            String name =
                    received.json() == null ? "" : received.json().path("name").asText();
            answer(received, name, () -> how.apply(received.json()));
        });
    }

    /** The same, about the storage that the path names. */
    private void answerOne(HttpServerExchange exchange, BiFunction<Connector, JsonNode, Answer> how) {
        requests.receive(exchange, Call.STORAGE, received -> {
            long id = Router.id(exchange);
            String name = storages.find(id).map(Connector::name).orElse("");
            answer(received, name, () -> about(id, found -> how.apply(found, received.json())));
        });
    }

    /** One at a time, since a change builds upon what the one before has left. */
    private synchronized Answer about(long id, Function<Connector, Answer> how) {
        if (id < 0) {
            return Answer.error(422, "The storage id is not an integer.");
        }
        return storages.find(id).map(how).orElseGet(() -> Answer.error(404));
    }

    private void answer(JsonRequests.Received received, String storage, Supplier<Answer> how) {
        Facts facts = new Facts(Call.STORAGE, storage, 0, received.nth());
        Scripted scripted = new Scripted(received.exchange(), around.delivery(), around.script(), facts);
        if (!scripted.struckBefore()) {
            scripted.answer(how.get());
        }
    }

    private Answer create(JsonNode request) {
        if (request == null) {
            return Answer.notJson();
        }
        Findings findings = Validation.ofStorage(request);
        if (!findings.isEmpty()) {
            return Refusals.of(findings);
        }
        Definition definition = StorageJson.definition(request);
        return storages.add(definition).map(StorageHandler::shown).orElseGet(() -> taken(definition.name()));
    }

    private Answer change(Connector connector, JsonNode patch) {
        if (patch == null) {
            return Answer.notJson();
        }
        boolean onlyName = !patch.has("type") && !patch.has("parameters");
        if (onlyName) {
            return changeName(connector, patch);
        }
        if (connector.folder()) {
            return Answer.error(
                    422,
                    "Storage " + connector.name() + " is a folder that the simulator was started with;"
                            + " only its name can be changed.");
        }
        JsonNode request = merged(connector.definition(), patch);
        Findings findings = Validation.ofStorage(request);
        return findings.isEmpty() ? change(connector, StorageJson.definition(request)) : Refusals.of(findings);
    }

    private Answer changeName(Connector connector, JsonNode patch) {
        Findings findings = Validation.ofRename(patch);
        if (!findings.isEmpty()) {
            return Refusals.of(findings);
        }
        Definition old = connector.definition();
        String name = patch.path("name").asText(old.name());
        return change(connector, new Definition(name, old.type(), old.parameters()));
    }

    private Answer change(Connector connector, Definition definition) {
        return storages.change(connector.id(), definition)
                .map(StorageHandler::shown)
                .orElseGet(() -> taken(definition.name()));
    }

    /** What would have to be sent to make the changed storage. */
    private static JsonNode merged(Definition old, JsonNode patch) {
        ObjectNode request = StorageJson.asked(old);
        boolean web = old.type() == StorageType.WEB_FOLDER;
        String type = patch.path("type").asText(old.type().toString());
        if (web != type.equals(StorageType.WEB_FOLDER.toString())) {
            // parameters of a bucket are of no use to a web_folder, nor the other way round
            request.remove("parameters");
        }
        try {
            return Answer.MAPPER.readerForUpdating(request).readValue(patch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer shown(Connector connector) {
        return Answer.data(StorageJson.detailed(connector));
    }

    private static Answer taken(String name) {
        return Answer.error(409, "There is already a storage named " + name + ".");
    }
}
