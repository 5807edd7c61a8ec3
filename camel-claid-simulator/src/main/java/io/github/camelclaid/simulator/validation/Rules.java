package io.github.camelclaid.simulator.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for plain values. */
final class Rules {

    private Rules() {}

    static Rule bool() {
        return (path, value, findings) -> {
            if (!value.isBoolean()) {
                findings.add(path, "must be true or false");
            }
        };
    }

    /** As in JSON Schema, 5.0 is one. */
    static Rule integer() {
        return (path, value, findings) -> {
            if (!value.isNumber() || !value.canConvertToExactIntegral()) {
                findings.add(path, "must be an integer");
            }
        };
    }

    static Rule integer(int least, int most) {
        return integer().then((path, value, findings) -> {
            if (!value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
                findings.add(path, "must be from " + least + " to " + most + ", not " + value.asText());
            }
        });
    }

    static Rule number(double least, double most) {
        return (path, value, findings) -> {
            if (!value.isNumber()) {
                findings.add(path, "must be a number");
            } else if (value.asDouble() < least || value.asDouble() > most) {
                findings.add(path, "must be from " + least + " to " + most + ", not " + value.asText());
            }
        };
    }

    static Rule text() {
        return text(0, Integer.MAX_VALUE);
    }

    static Rule text(int least, int most) {
        return (path, value, findings) -> {
            if (!value.isTextual()) {
                findings.add(path, "must be a string");
                return;
            }
            int length = value.asText().codePointCount(0, value.asText().length());
            if (length < least || length > most) {
                findings.add(path, "must have " + least + " to " + most + " characters, not " + length);
            }
        };
    }

    static Rule pattern(Pattern pattern, String meaning) {
        return text().then((path, value, findings) -> {
            if (!pattern.matcher(value.asText()).matches()) {
                findings.add(path, "must be " + meaning + ", not '" + value.asText() + "'");
            }
        });
    }

    static Rule oneOf(String... allowed) {
        List<String> all = List.of(allowed);
        return (path, value, findings) -> {
            if (!value.isTextual() || !all.contains(value.asText())) {
                findings.add(path, "must be one of " + String.join(", ", all) + said(value));
            }
        };
    }

    /** A list of at least one element. */
    static Rule listOf(Rule element) {
        return (path, list, findings) -> {
            if (list.isEmpty()) {
                findings.add(path, "must not be empty");
            }
            for (int i = 0; i < list.size(); i++) {
                element.check(path + "." + i, list.get(i), findings);
            }
        };
    }

    /** An absolute address with one of the schemes, of at most 4096 characters. */
    static Rule address(String... schemes) {
        List<String> allowed = List.of(schemes);
        return text(1, 4096).then((path, value, findings) -> {
            String scheme = scheme(value.asText());
            if (scheme == null || !allowed.contains(scheme)) {
                findings.add(path, "must be an address that starts with " + String.join(":// or ", allowed) + "://");
            }
        });
    }

    private static String scheme(String address) {
        int end = address.indexOf("://");
        if (end < 1 || address.length() <= end + 3) {
            return null;
        }
        try {
            // storages may have names that are no host names, so only the rest is looked at
            new URI("http", "host", "/" + address.substring(end + 3), null);
        } catch (URISyntaxException e) {
            return null;
        }
        return address.chars().anyMatch(Character::isWhitespace)
                ? null
                : address.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static String said(JsonNode value) {
        return value.isTextual() ? ", not '" + value.asText() + "'" : "";
    }
}
