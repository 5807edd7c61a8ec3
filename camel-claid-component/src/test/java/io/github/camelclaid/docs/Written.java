package io.github.camelclaid.docs;

import java.nio.file.Path;
import java.util.Optional;

/** Something that is written down at a place and can be right or wrong. */
sealed interface Written {

    Path file();

    int line();

    /** What is wrong with it, if anything is. */
    Optional<String> problem();

    /** @param side what the URI is used as; some options are for one of them only */
    record Uri(Path file, int line, String uri, Side side) implements Written {

        @Override
        public Optional<String> problem() {
            return Catalog.problemOfUri(uri, side);
        }
    }

    /** @param value null where only the name is mentioned */
    record Property(Path file, int line, String name, String value) implements Written {

        @Override
        public Optional<String> problem() {
            return Catalog.problemOfProperty(name, value);
        }
    }

    /** A text that is not what it claims to be. */
    record Unreadable(Path file, int line, String reason) implements Written {

        @Override
        public Optional<String> problem() {
            return Optional.of(reason);
        }
    }

    /** What an endpoint is used as. */
    enum Side {
        CONSUMER,
        PRODUCER,
        EITHER;

        /** By the name of a step in any language of routes, or of a method of a template. */
        static Side of(String step) {
            return switch (step) {
                case "from", "pollEnrich", "poll" -> CONSUMER;
                case "to", "toD", "wireTap", "enrich", "requestBody", "sendBody" -> PRODUCER;
                default -> EITHER;
            };
        }
    }
}
