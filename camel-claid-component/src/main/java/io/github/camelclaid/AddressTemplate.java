package io.github.camelclaid;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.StorageUri;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.Language;
import org.apache.camel.support.LanguageSupport;

/**
 * An address of an endpoint's options that Camel's simple language completes for each message, such as
 * {@code storage://shop/out/${file:name.noext.single}.webp}. What the functions give is data: it is percent-encoded, so
 * that it names a file and never another place.
 */
final class AddressTemplate {

    private static final Pattern FUNCTION = Pattern.compile("\\$(simple)?\\{");

    private final String option;
    private final String text;
    private final List<Part> parts;

    /** Either a text as it is written, or a function of the message. */
    private record Part(String text, Expression function) {}

    private AddressTemplate(String option, String text, List<Part> parts) {
        this.option = option;
        this.text = text;
        this.parts = parts;
    }

    /** @param text may be null */
    static boolean is(String text) {
        return LanguageSupport.hasSimpleFunction(text);
    }

    /** @throws RuntimeException if the text cannot be understood; its message shows where */
    static AddressTemplate parse(String option, String text, CamelContext camel) {
        Language simple = camel.resolveLanguage("simple");
        List<Part> parts = new ArrayList<>();
        Matcher function = FUNCTION.matcher(text);
        int end = 0;
        while (end < text.length() && function.find(end)) {
            parts.add(new Part(text.substring(end, function.start()), null));
            end = endOfFunction(text, function.end());
            Expression expression = simple.createExpression(text.substring(function.start(), end));
            expression.init(camel);
            parts.add(new Part("", expression));
        }
        parts.add(new Part(text.substring(end), null));
        return new AddressTemplate(option, text, parts);
    }

    /** Functions may hold functions. */
    private static int endOfFunction(String text, int start) {
        int open = 1;
        int at = start;
        while (open > 0 && at < text.length()) {
            char letter = text.charAt(at++);
            open += letter == '{' ? 1 : letter == '}' ? -1 : 0;
        }
        return at;
    }

    boolean isText(JsonNode value) {
        return value != null && text.equals(value.textValue());
    }

    /** @throws ClaidInvalidRequestException if the message lacks what the address needs, or leads elsewhere with it */
    String complete(Exchange exchange) throws ClaidInvalidRequestException {
        StringBuilder address = new StringBuilder();
        boolean isComplete = true;
        for (Part part : parts) {
            address.append(part.text());
            if (part.function() != null) {
                String value = part.function().evaluate(exchange, String.class);
                isComplete &= value != null && !value.isBlank();
                address.append(value == null ? "" : StorageUri.escaped(value));
            }
        }
        String uri = address.toString();
        if (!isComplete || !hasNames(uri)) {
            String allowed = "a name for each ${...} of " + text + ", without folders called . or ..";
            throw new ClaidInvalidRequestException(
                    option + " becomes " + uri + ", allowed: " + allowed, option, uri, allowed);
        }
        return uri;
    }

    /** A value may bring slashes and dots, and make an address of another folder, or of none. */
    private boolean hasNames(String address) {
        int query = StorageUri.is(address) ? -1 : address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        int start = path.indexOf("://") + 3;
        if (start < 3) {
            return false;
        }
        String[] names = path.substring(start).split("/", -1);
        for (int i = 0; i < names.length; i++) {
            boolean endsAsWritten = i == names.length - 1 && i > 1 && text.endsWith("/");
            if (names[i].isEmpty() && !endsAsWritten || names[i].equals(".") || names[i].equals("..")) {
                return false;
            }
        }
        return names.length > 1;
    }
}
