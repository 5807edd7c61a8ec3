package io.github.camelclaid.task;

import java.util.regex.Pattern;

/**
 * The names of the tables.
 *
 * @param prefix 1 to 30 letters of ASCII, digits and underscores, no digit first
 */
record TaskTables(String prefix) {

    /** What the tables' names begin with in the scripts. */
    static final String USUAL_PREFIX = "CLAID_";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,29}");

    TaskTables {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("tablePrefix is \"" + prefix
                    + "\", allowed: 1 to 30 letters, digits and underscores, with no digit first");
        }
    }

    String task() {
        return prefix + "TASK";
    }

    String document() {
        return prefix + "DOCUMENT";
    }

    String owner() {
        return prefix + "OWNER";
    }

    String account() {
        return prefix + "ACCOUNT";
    }

    String charge() {
        return prefix + "CHARGE";
    }

    String duration() {
        return prefix + "DURATION";
    }

    String schema() {
        return prefix + "SCHEMA";
    }
}
