package io.github.camelclaid.examples.cluster;

import org.apache.camel.main.Main;

/** A node: Camel, with application.properties and cluster.camel.yaml of the current folder. Start as many as you like. */
public final class Node {

    private Node() {}

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:application.properties");
        main.run(args);
    }
}
