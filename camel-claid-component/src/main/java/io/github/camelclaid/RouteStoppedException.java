package io.github.camelclaid;

import org.apache.camel.CamelException;

/** The route stopped while an exchange waited for its task. What was submitted is remembered and can be joined. */
public class RouteStoppedException extends CamelException {

    private static final long serialVersionUID = 1L;

    RouteStoppedException() {
        super("The route stopped before the edit was finished. What was submitted stays remembered:"
                + " the same request joins it at no charge.");
    }
}
