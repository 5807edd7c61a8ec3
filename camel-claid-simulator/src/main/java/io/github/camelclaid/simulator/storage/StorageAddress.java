package io.github.camelclaid.simulator.storage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a {@code storage://name/path} stands for.
 *
 * @param storage the name of the storage connector
 * @param key of the object below it, without the escapes that an address needs; one that ends in a slash, or is empty,
 *     is a folder's
 */
public record StorageAddress(String storage, String key) {

    private static final String SCHEME = "storage://";
    private static final String PLAIN_IN_PATHS = "/-._~:@!$&'()*+,;=";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Whether the text has the scheme of storages. */
    public static boolean is(String text) {
        return text.startsWith(SCHEME);
    }

    /** Understands a text with the scheme of storages. */
    public static StorageAddress parse(String text) {
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        return slash < 0
                ? new StorageAddress(rest, "")
                : new StorageAddress(rest.substring(0, slash), decoded(rest.substring(slash + 1)));
    }

    /** Whether it stands for a folder. */
    public boolean isFolder() {
        return key.isEmpty() || key.endsWith("/");
    }

    /** The object of that name in this folder. */
    public StorageAddress child(String name) {
        return new StorageAddress(storage, key + name);
    }

    /** The object of that name next to this one. */
    public StorageAddress sibling(String name) {
        return new StorageAddress(storage, key.substring(0, key.lastIndexOf('/') + 1) + name);
    }

    /** The last part of the key. */
    public String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** As a URI. */
    @Override
    public String toString() {
        return SCHEME + storage + "/" + encoded(key);
    }

    /** A key as the path of a URI. */
    static String encoded(String key) {
        StringBuilder path = new StringBuilder();
        for (byte letter : key.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = letter > 0 && (Character.isLetterOrDigit(letter) || PLAIN_IN_PATHS.indexOf(letter) >= 0);
            if (plain) {
                path.append((char) letter);
            } else {
                path.append('%').append(HEX.toHexDigits(letter));
            }
        }
        return path.toString();
    }

    private static String decoded(String path) {
        try {
            // in a path, other than in a form, a plus is a plus
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
