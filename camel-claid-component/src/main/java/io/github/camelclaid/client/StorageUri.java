package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Addresses of storages, {@code storage://<name>/<key>}, as Claid takes them: its OpenAPI document wants a URI, which has
 * no spaces and no letters beyond ASCII, while keys of objects have both.
 */
public final class StorageUri {

    private static final String SCHEME = "storage://";
    private static final String UNRESERVED = "-._~/";
    private static final String ALLOWED_IN_PATHS = UNRESERVED + ":@!$&'()*+,;=";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private StorageUri() {}

    /** Whether a text is the address of a storage, rightly spelt or not. */
    public static boolean is(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    /** Whether a text is the address of a storage's folder, which is what a slash at its end says. */
    public static boolean isFolder(String text) {
        return is(text) && text.endsWith("/");
    }

    /**
     * The same request whose addresses of storages are URIs, wherever an input or a destination is one: what no URI may
     * hold is percent-encoded, what is encoded already stays.
     */
    public static ObjectNode encodedIn(ObjectNode request) {
        replace(request, "input", "source");
        replace(request, "output", "destination");
        return request;
    }

    /** A text that names files and folders in an address, whatever it holds: only its slashes keep their meaning. */
    public static String escaped(String names) {
        return escaped(names, 0, UNRESERVED);
    }

    private static void replace(ObjectNode request, String part, String member) {
        if (request.has(part)) {
            request.set(part, encoded(request.get(part), member));
        }
    }

    private static JsonNode encoded(JsonNode part, String member) {
        if (part.isTextual()) {
            String text = part.textValue();
            return is(text) ? JsonNodeFactory.instance.textNode(encoded(text)) : part;
        }
        if (part.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            part.forEach(element -> all.add(encoded(element, member)));
            return all;
        }
        if (part.path(member).isTextual()) {
            return ((ObjectNode) part.deepCopy()).set(member, encoded(part.get(member), member));
        }
        return part;
    }

    private static String encoded(String address) {
        return escaped(address, SCHEME.length(), ALLOWED_IN_PATHS + '%');
    }

    private static String escaped(String text, int start, String allowed) {
        boolean keepsEscapes = allowed.indexOf('%') >= 0;
        StringBuilder uri = new StringBuilder(text.length() + 16);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char letter = (char) (bytes[i] & 0xff);
            boolean stays = i < start
                    || letter < 128 && Character.isLetterOrDigit(letter)
                    || letter != '%' && allowed.indexOf(letter) >= 0
                    || keepsEscapes && letter == '%' && isEscape(bytes, i);
            if (stays) {
                uri.append(letter);
            } else {
                uri.append('%').append(HEX.toHexDigits(bytes[i]));
            }
        }
        return uri.toString();
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length && HexFormat.isHexDigit(bytes[at + 1]) && HexFormat.isHexDigit(bytes[at + 2]);
    }
}
