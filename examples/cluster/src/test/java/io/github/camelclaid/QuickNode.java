package io.github.camelclaid;

import org.apache.camel.main.Main;

/** A node for which time passes five times faster: what a dead one leaves behind is taken over after twelve seconds. */
public final class QuickNode {

    static final int SPEED = 5;

    private QuickNode() {}

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.bind("claid", QuickClaid.component(SPEED));
        main.setPropertyPlaceholderLocations("file:application.properties");
        main.run(args);
    }
}
