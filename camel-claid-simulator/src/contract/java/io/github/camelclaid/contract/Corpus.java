package io.github.camelclaid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Values right and wrong, made from a schema: every member in every form, at both sides of its bounds, of a wrong type and
 * null, members that are missing and that nobody knows, and each two members of an object together. Which of them are
 * right is not known here.
 */
public final class Corpus {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<JsonNode> ANYTHING = List.of(
            NullNode.getInstance(),
            BooleanNode.TRUE,
            NODES.numberNode(7),
            NODES.numberNode(7.0),
            NODES.numberNode(0.5),
            NODES.numberNode(1L << 40),
            NODES.numberNode(-3),
            TextNode.valueOf(""),
            TextNode.valueOf("7"),
            TextNode.valueOf("other"),
            NODES.arrayNode(),
            NODES.objectNode(),
            NODES.objectNode().put("unknown", 1));

    private static final String FOLDER = "storage://shop/in/";

    private static final List<String> ADDRESSES = List.of(
            "storage://shop/in/shoe.jpg",
            FOLDER,
            "https://shop.example/in/shoe.jpg",
            "storage://my_shop/in/shoe%201.jpg?x=1",
            "HTTPS://shop.example/shoe.jpg",
            "https://shop.example/my shoe.jpg",
            "storage://shop/sch\u00f6n.jpg",
            "storage://shop/{size}.jpg",
            "https://",
            "shop.example/shoe.jpg",
            "ftp://shop.example/shoe.jpg",
            "data:image/png;base64,AAAA");

    /** The languages inside of texts that the schema leaves open, spoken well and badly. */
    private static final Map<String, List<String>> TEXTS = Map.ofEntries(
            Map.entry("padding", List.of("10%", "5% 15%", "0px 400px 0px 0px", "50%", "51%", "1 2 3")),
            Map.entry("color", List.of("#ffffff", "#FFF", "#12345", "a colour")),
            Map.entry("width", List.of("50%", "200%", "0%", "wide")),
            Map.entry("height", List.of("50%", "200%", "0%", "high")),
            Map.entry("feathering", List.of("15%", "5%", "250%", "05%", "15", " 15%")),
            Map.entry("outpaint_by", List.of("10%", "1024px 512px", "10% 10% 10%", "big")),
            Map.entry("style_reference_image", List.of("https://shop.example/style.jpg")),
            Map.entry("name", List.of("shop", "my shop", "in/shop")),
            Map.entry("bucket", List.of("pictures", "../pictures")),
            Map.entry("path", List.of("catalogue/2026", "../in")),
            Map.entry(
                    "base_url",
                    List.of("https://shop.example/in/", "https://shop.example/?x=1", "ftp://shop.example/")));

    private final Contract contract;

    private Corpus(Contract contract) {
        this.contract = contract;
    }

    /** Made from the schema of that name; the first one is as short as can be. */
    public static List<JsonNode> of(Contract contract, String name) {
        Corpus corpus = new Corpus(contract);
        return List.copyOf(corpus.values("", contract.definition(name)));
    }

    /** Whatever may be tried where the schema stands, right or wrong. */
    private Set<JsonNode> values(String member, JsonNode written) {
        Set<JsonNode> values = new LinkedHashSet<>(forms(member, written));
        for (JsonNode schema : alternatives(written)) {
            switch (type(schema)) {
                case "object" -> values.addAll(objects(schema));
                case "array" -> values.addAll(lists(member, schema));
                case "string" -> values.addAll(texts(member, schema));
                case "integer", "number" -> values.addAll(atBounds(schema));
                default -> {}
            }
        }
        values.addAll(ANYTHING);
        return values;
    }

    /** One value, or a few, for each form that the schema names. */
    private List<JsonNode> forms(String member, JsonNode written) {
        return alternatives(written).stream()
                .flatMap(schema -> switch (type(schema)) {
                    case "object" -> Stream.of(shortest(schema), longest(schema));
                    case "array" -> Stream.of(list(forms(member, schema.path("items"))));
                    case "boolean" -> Stream.of(BooleanNode.TRUE, BooleanNode.FALSE);
                    case "string" -> texts(member, schema).stream().limit(5);
                    default -> atBounds(schema).stream();
                })
                .toList();
    }

    private ObjectNode shortest(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        schema.path("required").forEach(name -> object.set(name.asText(), form(schema, name.asText())));
        return object;
    }

    private ObjectNode longest(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").fieldNames().forEachRemaining(name -> object.set(name, form(schema, name)));
        return object;
    }

    private JsonNode form(JsonNode schema, String member) {
        return forms(member, schema.path("properties").path(member)).get(0);
    }

    private List<JsonNode> objects(JsonNode schema) {
        List<JsonNode> objects = new ArrayList<>();
        Map<String, JsonNode> members = members(schema);
        members.forEach((name, member) -> values(name, member)
                .forEach(value -> objects.add(shortest(schema).set(name, value))));
        members.forEach((name, member) -> members.forEach((other, another) -> {
            if (name.compareTo(other) < 0) {
                objects.addAll(
                        pairs(shortest(schema), Map.of(name, forms(name, member), other, forms(other, another))));
            }
        }));
        members.keySet().forEach(name -> objects.add(longest(schema).without(name)));
        objects.add(shortest(schema).put("unknown", 1));
        return objects;
    }

    /** The object with one value of each of both members, in all ways. */
    private static List<JsonNode> pairs(ObjectNode object, Map<String, List<JsonNode>> both) {
        List<ObjectNode> pairs = List.of(object);
        for (Map.Entry<String, List<JsonNode>> member : both.entrySet()) {
            pairs = pairs.stream()
                    .flatMap(pair -> member.getValue().stream()
                            .map(value -> pair.deepCopy().<ObjectNode>set(member.getKey(), value)))
                    .toList();
        }
        return List.copyOf(pairs);
    }

    private List<JsonNode> lists(String member, JsonNode schema) {
        JsonNode right = forms(member, schema.path("items")).get(0);
        return values(member, schema.path("items")).stream()
                .flatMap(value -> Stream.<JsonNode>of(list(List.of(value)), list(List.of(right, value))))
                .toList();
    }

    private static List<JsonNode> texts(String member, JsonNode schema) {
        List<String> texts = new ArrayList<>();
        schema.path("enum").forEach(name -> texts.add(name.asText()));
        if (texts.isEmpty()) {
            boolean address = schema.path("format").asText().equals("uri");
            texts.addAll(address ? addresses(member) : TEXTS.getOrDefault(member, List.of("a text")));
            for (String bound : List.of("minLength", "maxLength")) {
                if (schema.has(bound)) {
                    texts.addAll(around(schema.path(bound).asInt(), address ? "https://shop.example/" : ""));
                }
            }
        }
        return texts.stream().<JsonNode>map(TextNode::valueOf).toList();
    }

    /** A folder is right for the results of an edit and of a batch alike, and for what a batch has as its source. */
    private static List<String> addresses(String member) {
        List<String> addresses = new ArrayList<>(ADDRESSES);
        if (!member.equals("input")) {
            addresses.add(0, FOLDER);
        }
        return addresses;
    }

    /** Texts that are shorter by one, as long, and longer by one; and one of letters beyond the first 65,536. */
    private static List<String> around(int length, String start) {
        List<String> texts = new ArrayList<>();
        for (int each = Math.max(0, length - 1); each <= length + 1; each++) {
            String letters = start + "a".repeat(Math.max(0, each - start.length()));
            texts.add(letters.substring(0, each));
        }
        if (start.isEmpty()) {
            texts.add("\ud83d\udc5f".repeat(length));
        }
        return texts;
    }

    /** Numbers at the bounds and just outside; where there are none, any. */
    private static List<JsonNode> atBounds(JsonNode schema) {
        List<JsonNode> numbers = new ArrayList<>();
        for (String bound : List.of("minimum", "maximum")) {
            if (schema.has(bound)) {
                int value = schema.path(bound).asInt();
                int outwards = bound.equals("minimum") ? -1 : 1;
                numbers.add(NODES.numberNode(value));
                numbers.add(NODES.numberNode(value + outwards));
                numbers.add(NODES.numberNode(value + outwards * 0.001));
                numbers.add(NODES.numberNode((double) value));
            }
        }
        return numbers.isEmpty() ? List.of(NODES.numberNode(300), NODES.numberNode(0)) : numbers;
    }

    /** The schemas of which the value has to fit one, without references. */
    private List<JsonNode> alternatives(JsonNode schema) {
        if (schema.has("$ref")) {
            String reference = schema.path("$ref").asText();
            return alternatives(contract.definition(reference.substring(reference.lastIndexOf('/') + 1)));
        }
        if (schema.has("allOf")) {
            return alternatives(schema.path("allOf").path(0));
        }
        if (schema.has("anyOf")) {
            List<JsonNode> all = new ArrayList<>();
            schema.path("anyOf").forEach(each -> all.addAll(alternatives(each)));
            return all;
        }
        return List.of(schema);
    }

    private static Map<String, JsonNode> members(JsonNode schema) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private static String type(JsonNode schema) {
        return schema.path("type").asText();
    }

    private static ArrayNode list(List<JsonNode> elements) {
        return NODES.arrayNode().addAll(elements);
    }
}
