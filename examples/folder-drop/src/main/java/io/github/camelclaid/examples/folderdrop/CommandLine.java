package io.github.camelclaid.examples.folderdrop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was typed after the program's name.
 *
 * @param words what does not begin with --
 * @param home null unless it was named
 * @param overrides of properties, by their names
 */
record CommandLine(List<String> words, String home, Map<String, String> overrides, boolean wantsHelp) {

    private static final String IDLE = "5s";

    /** @throws IllegalArgumentException if an option is none */
    static CommandLine parse(String... args) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (String arg : args) {
            if (arg.startsWith("--")) {
                int equals = arg.indexOf('=');
                String name = equals < 0 ? arg.substring(2) : arg.substring(2, equals);
                options.put(name, equals < 0 ? "" : arg.substring(equals + 1));
            } else {
                words.add(arg);
            }
        }
        boolean wantsHelp = options.remove("help") != null;
        String home = options.remove("home");
        String idle = options.remove("exit-when-idle");
        if (idle != null) {
            options.put("drop.exit-when-idle", idle.isEmpty() ? IDLE : idle);
        }
        for (String name : options.keySet()) {
            if (!name.contains(".")) {
                throw new IllegalArgumentException("--" + name + " is no option");
            }
        }
        return new CommandLine(words, home, options, wantsHelp);
    }
}
