package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the simulator listens, and to whom. */
final class Listening {

    @Option(
            names = "--port",
            paramLabel = "<n>",
            defaultValue = "8787",
            converter = Values.Port.class,
            description = "Port to listen on, 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "<address>",
            defaultValue = "127.0.0.1",
            converter = Values.Address.class,
            description = "Address to listen on; any other than the default lets others in. Default: ${DEFAULT-VALUE}")
    private String host;

    @Option(
            names = "--key",
            paramLabel = "<key>",
            defaultValue = "test-key",
            description = "The API key that is accepted. Default: ${DEFAULT-VALUE}")
    private String key;

    @Option(
            names = "--versions",
            paramLabel = "<list>",
            defaultValue = "v1-beta1,v1",
            converter = Values.Versions.class,
            description = "Served versions of the API. Default: ${DEFAULT-VALUE}")
    private List<String> versions;

    @Option(
            names = "--public-url",
            paramLabel = "<url>",
            converter = Values.HttpAddress.class,
            description = "What links to results start with. Default: the own address")
    private URI publicUrl;

    void apply(ClaidSimulatorBuilder settings) {
        settings.port(port).host(host).apiKey(key).prefixes(versions.toArray(String[]::new));
        // what it serves itself may be an input, wherever it listens
        settings.allowHost(host);
        if (publicUrl != null) {
            settings.publicUrl(publicUrl.toString().replaceAll("/+$", ""));
        }
    }

    String address() {
        return host + ":" + port;
    }

    /** A version to show, preferably the one that Claid publishes today. */
    String version() {
        return versions.contains("v1") ? "v1" : versions.get(0);
    }
}
