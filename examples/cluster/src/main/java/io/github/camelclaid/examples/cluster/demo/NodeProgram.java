package io.github.camelclaid.examples.cluster.demo;

import io.github.camelclaid.examples.cluster.Node;
import java.nio.file.Path;
import java.util.Map;

/**
 * What runs in the JVM of a node.
 *
 * @param home where application.properties and cluster.camel.yaml are
 * @param environment that it gets besides where its surroundings are
 */
record NodeProgram(Path home, Class<?> main, Map<String, String> environment) {

    static NodeProgram in(Path home) {
        return new NodeProgram(home, Node.class, Map.of());
    }
}
