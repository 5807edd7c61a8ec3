package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import picocli.CommandLine.Option;

/** What is too much. */
final class Limits {

    @Option(
            names = "--max-input-bytes",
            paramLabel = "<size>",
            defaultValue = "100MiB",
            converter = Values.Bytes.class,
            description = "The largest input and upload. Default: ${DEFAULT-VALUE}")
    private long inputBytes;

    @Option(
            names = "--max-pixels",
            paramLabel = "<n>",
            defaultValue = "100000000",
            converter = Values.Count.class,
            description = "The largest picture that is read or made. Default: ${DEFAULT-VALUE}")
    private long pixels;

    @Option(
            names = "--max-stored-bytes",
            paramLabel = "<size>",
            defaultValue = "4GiB",
            converter = Values.Bytes.class,
            description = "Of all results on disk; an edit that would be too much fails. Default: ${DEFAULT-VALUE}")
    private long storedBytes;

    void apply(ClaidSimulatorBuilder settings) {
        settings.maxInputBytes(inputBytes).maxPixels(pixels).maxStoredBytes(storedBytes);
    }
}
