package io.github.camelclaid.simulator.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times of day as the API writes them: {@code 2023-03-13T11:37:09.160554+00:00}. */
public final class Timestamp {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private Timestamp() {}

    public static String text(Instant instant) {
        return FORMAT.format(instant);
    }
}
