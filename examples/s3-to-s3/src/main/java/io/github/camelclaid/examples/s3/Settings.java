package io.github.camelclaid.examples.s3;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.camel.util.TimeUtils;

/**
 * What application.properties says.
 *
 * @param sourceStorage name of Claid's connector to that bucket; blank except for zero copy
 * @param ledger the folder where it is remembered what was sent and paid; empty for nowhere
 * @param isLocal without buckets of the user's own: S3 and Claid are played by servers on this machine
 * @param isJava whether the routes are those of the program, not those of the files
 * @param exitWhenIdle zero goes on for ever
 */
record Settings(
        Way way,
        boolean isJava,
        String source,
        String target,
        String sourceStorage,
        String targetStorage,
        String ledger,
        boolean isLocal,
        Duration exitWhenIdle) {

    private static final String LOCAL_SOURCE = "shop-incoming";
    private static final String LOCAL_TARGET = "shop-edited";
    private static final Duration LOCAL_IDLE = Duration.ofSeconds(3);

    /** @param value of a property by its name; blank if it has none */
    static Settings read(UnaryOperator<String> value) {
        String source = value.apply("s3.source").strip();
        String target = value.apply("s3.target").strip();
        boolean hasKey = !value.apply("camel.component.claid.api-key").isBlank();
        if (source.isEmpty() != target.isEmpty()) {
            throw new IllegalArgumentException((source.isEmpty() ? "s3.source" : "s3.target")
                    + " is missing: name both buckets, or none for a trial on this machine");
        }
        if (!source.isEmpty() && source.equals(target)) {
            throw new IllegalArgumentException(
                    "s3.source and s3.target are both \"" + source + "\": results would be edited again, and again");
        }
        if (source.isEmpty() == hasKey) {
            throw new IllegalArgumentException(
                    hasKey
                            ? "CLAID_API_KEY is set, s3.source and s3.target are not: Claid cannot read buckets on this machine"
                            : "s3.source and s3.target are set, CLAID_API_KEY is not: a simulator cannot read your buckets");
        }
        Way way = Way.named(value.apply("s3.way").strip());
        boolean isJava = isJava(value.apply("s3.dsl").strip());
        String idle = value.apply("s3.exit-when-idle").strip();
        if (source.isEmpty()) {
            return new Settings(
                    way,
                    isJava,
                    LOCAL_SOURCE,
                    LOCAL_TARGET,
                    LOCAL_SOURCE,
                    LOCAL_TARGET,
                    "",
                    true,
                    duration(idle, LOCAL_IDLE));
        }
        String sourceStorage = value.apply("s3.source-storage").strip();
        String targetStorage = value.apply("s3.target-storage").strip();
        if (way == Way.ZERO_COPY && (sourceStorage.isEmpty() || targetStorage.isEmpty())) {
            throw new IllegalArgumentException((sourceStorage.isEmpty() ? "s3.source-storage" : "s3.target-storage")
                    + " is missing: the name of Claid's storage connector to that bucket");
        }
        return new Settings(
                way,
                isJava,
                source,
                target,
                sourceStorage,
                targetStorage,
                value.apply("s3.ledger").strip(),
                false,
                duration(idle, Duration.ZERO));
    }

    private static boolean isJava(String dsl) {
        return switch (dsl) {
            case "java" -> true;
            case "yaml" -> false;
            default -> throw new IllegalArgumentException("s3.dsl is \"" + dsl + "\", allowed: yaml, java");
        };
    }

    private static Duration duration(String text, Duration otherwise) {
        return text.isEmpty() ? otherwise : Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }
}
