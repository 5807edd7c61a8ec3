package io.github.camelclaid;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.StorageUri;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.LanguageSupport;

/**
 * An address of an endpoint's options that Camel's simple language completes for each message, such as
 * {@code storage://shop/out/${file:name.noext}.webp}. It is spelt as the object's key is: what no URI may hold is
 * percent-encoded afterwards.
 */
final class AddressTemplate {

    private final String option;
    private final String text;
    private final Expression expression;

    private AddressTemplate(String option, String text, Expression expression) {
        this.option = option;
        this.text = text;
        this.expression = expression;
    }

    /** @param text may be null */
    static boolean is(String text) {
        return LanguageSupport.hasSimpleFunction(text);
    }

    /** @throws RuntimeException if the text cannot be understood; its message shows where */
    static AddressTemplate parse(String option, String text, CamelContext camel) {
        Expression expression = camel.resolveLanguage("simple").createExpression(text);
        expression.init(camel);
        return new AddressTemplate(option, text, expression);
    }

    boolean isText(JsonNode value) {
        return value != null && text.equals(value.textValue());
    }

    /** @throws ClaidInvalidRequestException if the message lacks what the address needs, or leads elsewhere with it */
    String complete(Exchange exchange) throws ClaidInvalidRequestException {
        String address = expression.evaluate(exchange, String.class);
        if (address == null || !isComplete(address.strip())) {
            String allowed = "a name for each ${...} of " + text + ", without folders called . or ..";
            throw new ClaidInvalidRequestException(
                    option + " becomes " + address + ", allowed: " + allowed, option, address, allowed);
        }
        return StorageUri.is(address.strip()) ? StorageUri.ofKey(address.strip()) : address.strip();
    }

    /** A header that is not there leaves a hole: then all results would get one name, or a whole folder be edited. */
    private boolean isComplete(String address) {
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
        return names.length > 1 && !names[names.length - 1].startsWith(".");
    }
}
