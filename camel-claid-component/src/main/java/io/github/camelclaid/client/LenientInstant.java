package io.github.camelclaid.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;

/**
 * Reads the times of the API. Its samples show {@code 2023-03-13T11:37:09.160554+00:00} and
 * {@code 2024-04-19T23:57:51.947Z}, and the Async API Reference calls one time an integer.
 */
final class LenientInstant {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    /** Seconds since 1970 reach this in the year 5138, milliseconds reached it in 1973. */
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private LenientInstant() {}

    /** The moment, or null for null and for what cannot be read. Without a zone it is UTC. */
    static Instant parse(String text) {
        if (text == null) {
            return null;
        }
        String trimmed = text.trim();
        try {
            if (NUMBER.matcher(trimmed).matches()) {
                long number = Long.parseLong(trimmed);
                return number < MILLISECONDS_FROM ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            }
            TemporalAccessor time =
                    FORMAT.parseBest(trimmed.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
