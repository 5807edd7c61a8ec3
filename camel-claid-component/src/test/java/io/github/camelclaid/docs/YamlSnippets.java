package io.github.camelclaid.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds URIs with their parameters in YAML routes, and properties in an {@code application.yml}. */
final class YamlSnippets {

    private final Snippet snippet;
    private final List<Written> found = new ArrayList<>();

    private YamlSnippets(Snippet snippet) {
        this.snippet = snippet;
    }

    static List<Written> read(Snippet snippet) {
        YamlSnippets yaml = new YamlSnippets(snippet);
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(snippet.file().toString()).build();
            for (Node document : new Compose(settings).composeAllFromString(snippet.text())) {
                if (document instanceof MappingNode properties) {
                    yaml.properties("", properties);
                }
                yaml.routes("", document);
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine()).orElse(0);
            yaml.found.add(new Written.Unreadable(snippet.file(), snippet.line() + line, "no YAML: " + e.getProblem()));
        }
        return yaml.found;
    }

    /** @param step the step that the node belongs to */
    private void routes(String step, Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(each -> routes(step, each));
        } else if (node instanceof MappingNode map) {
            Map<String, Node> members = members(map);
            if (members.get("uri") instanceof ScalarNode uri) {
                found.add(new Written.Uri(
                        snippet.file(), line(uri), withParameters(uri, members), Written.Side.of(step)));
            }
            members.forEach((name, value) -> {
                if (!name.equals("uri") && !name.equals("parameters")) {
                    boolean isExpression =
                            name.equals("simple") || name.equals("constant") || name.equals("expression");
                    routes(isExpression ? step : name, value);
                }
            });
        } else if (node instanceof ScalarNode text
                && Written.Side.of(step) != Written.Side.EITHER
                && Catalog.isUri(text.getValue())) {
            found.add(new Written.Uri(snippet.file(), line(text), text.getValue(), Written.Side.of(step)));
        }
    }

    private static String withParameters(ScalarNode uri, Map<String, Node> members) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (members.get("parameters") instanceof MappingNode map) {
            members(map).forEach((name, value) -> {
                if (value instanceof ScalarNode text) {
                    parameters.put(name, text.getValue());
                }
            });
        }
        return Catalog.uri(uri.getValue(), parameters);
    }

    private void properties(String prefix, MappingNode map) {
        members(map).forEach((name, value) -> {
            if (value instanceof MappingNode inner) {
                properties(prefix + name + ".", inner);
            } else if (value instanceof ScalarNode text) {
                found.add(new Written.Property(snippet.file(), line(text), prefix + name, text.getValue()));
            }
        });
    }

    private static Map<String, Node> members(MappingNode map) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (NodeTuple member : map.getValue()) {
            if (member.getKeyNode() instanceof ScalarNode name) {
                members.put(name.getValue(), member.getValueNode());
            }
        }
        return members;
    }

    private int line(Node node) {
        return snippet.line() + node.getStartMark().map(mark -> mark.getLine()).orElse(0);
    }
}
