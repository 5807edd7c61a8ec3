package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.ClaidSimulator;
import java.io.PrintWriter;

/**
 * What is said once the simulator listens.
 *
 * @param version of the API, for what is suggested
 * @param firstId of the first task
 */
record Greeting(ClaidSimulator simulator, String version, long firstId) {

    private static final String TEXT = """
            Claid simulator at %2$s with the key %3$s (version %1$s)
              Page:   %2$s/
              Ledger: %2$s/_simulator/ledger

            Try it, with a picture that the simulator brings along:
              curl -H %4$s -H 'Content-Type: application/json' %5$s \\
                -d '{"input": "%6$s", "operations": {"background": {"remove": true, "color": "#ffd166"}, "resizing": {"width": 600, "fit": "bounds"}}}'
            And then, for the address of the result:
              curl -H %4$s %5$s/%7$s
            """;

    void print(PrintWriter out) {
        String url = simulator.baseUrl();
        out.printf(
                TEXT,
                Version.text(),
                url,
                simulator.apiKey(),
                quoted("Authorization: Bearer " + simulator.apiKey()),
                url + "/" + version + "/image/edit/async",
                simulator.sampleUrl(),
                firstId);
        out.flush();
    }

    /** As a shell needs it. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
