package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value without members. */
sealed interface ScalarRule extends Rule {

    /** Whether a value of the right type is allowed. */
    boolean allows(JsonNode value, Validation mode);

    @Override
    default void check(String path, JsonNode value, Validation mode) throws ClaidInvalidRequestException {
        if (!isAbout(value) || !allows(value, mode)) {
            throw new ClaidInvalidRequestException(path, value, allowed());
        }
    }

    /** One of some names; a lenient check takes every text for a name. */
    record Names(List<String> names) implements ScalarRule {

        @Override
        public boolean isAbout(JsonNode value) {
            return value.isTextual();
        }

        @Override
        public boolean allows(JsonNode value, Validation mode) {
            return mode != Validation.STRICT || names.contains(value.textValue());
        }

        @Override
        public String allowed() {
            return String.join(", ", names);
        }

        @Override
        public Optional<JsonNode> read(String text) {
            return names.contains(text) ? Optional.of(TextNode.valueOf(text)) : Optional.empty();
        }
    }

    /** A whole number; 5.0 is one, as in JSON Schema. A bound that is null does not exist. */
    record Whole(Integer least, Integer most) implements ScalarRule {

        private static final Pattern DIGITS = Pattern.compile("[-+]?[0-9]{1,100}");

        @Override
        public boolean isAbout(JsonNode value) {
            return value.isNumber();
        }

        @Override
        public boolean allows(JsonNode value, Validation mode) {
            if (!value.canConvertToExactIntegral()) {
                return false;
            }
            BigDecimal number = value.decimalValue();
            return (least == null || number.compareTo(BigDecimal.valueOf(least)) >= 0)
                    && (most == null || number.compareTo(BigDecimal.valueOf(most)) <= 0);
        }

        @Override
        public String allowed() {
            return least == null ? "a whole number" : "a whole number from " + least + " to " + most;
        }

        @Override
        public Optional<JsonNode> read(String text) {
            if (!DIGITS.matcher(text).matches()) {
                return Optional.empty();
            }
            JsonNode number = JsonTree.clean(JsonNodeFactory.instance.numberNode(new BigInteger(text)));
            return Optional.of(number).filter(value -> allows(value, Validation.STRICT));
        }
    }

    /** A number between two bounds, both included. */
    record Decimal(int least, int most) implements ScalarRule {

        private static final Pattern DIGITS = Pattern.compile("[-+]?[0-9]{1,20}(\\.[0-9]{1,20})?");

        @Override
        public boolean isAbout(JsonNode value) {
            return value.isNumber();
        }

        @Override
        public boolean allows(JsonNode value, Validation mode) {
            return value.doubleValue() >= least && value.doubleValue() <= most;
        }

        @Override
        public String allowed() {
            return "a number from " + least + " to " + most;
        }

        @Override
        public Optional<JsonNode> read(String text) {
            if (!DIGITS.matcher(text).matches()) {
                return Optional.empty();
            }
            JsonNode number = JsonNodeFactory.instance.numberNode(Double.parseDouble(text));
            return Optional.of(number).filter(value -> allows(value, Validation.STRICT));
        }
    }

    record Flag() implements ScalarRule {

        @Override
        public boolean isAbout(JsonNode value) {
            return value.isBoolean();
        }

        @Override
        public boolean allows(JsonNode value, Validation mode) {
            return true;
        }

        @Override
        public String allowed() {
            return "true, false";
        }

        @Override
        public Optional<JsonNode> read(String text) {
            return switch (text) {
                case "true" -> Optional.of(BooleanNode.TRUE);
                case "false" -> Optional.of(BooleanNode.FALSE);
                default -> Optional.empty();
            };
        }
    }

    /**
     * A text of a certain length.
     *
     * @param meaning what kind of text, for the message
     * @param pattern null if any text will do
     */
    record Text(String meaning, int shortest, int longest, Pattern pattern) implements ScalarRule {

        Text matching(String regex) {
            return new Text(meaning, shortest, longest, Pattern.compile(regex));
        }

        @Override
        public boolean isAbout(JsonNode value) {
            return value.isTextual();
        }

        @Override
        public boolean allows(JsonNode value, Validation mode) {
            String text = value.textValue();
            int length = text.codePointCount(0, text.length());
            return length >= shortest
                    && length <= longest
                    && (pattern == null || pattern.matcher(text).matches());
        }

        @Override
        public String allowed() {
            return longest == Integer.MAX_VALUE
                    ? meaning
                    : meaning + " of " + shortest + " to " + longest + " characters";
        }

        @Override
        public Optional<JsonNode> read(String text) {
            return Optional.<JsonNode>of(TextNode.valueOf(text)).filter(value -> allows(value, Validation.STRICT));
        }
    }
}
