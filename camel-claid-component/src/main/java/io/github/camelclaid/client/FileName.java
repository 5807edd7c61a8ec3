package io.github.camelclaid.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names of files, taken from addresses. Whoever gave the address is not trusted: what comes out leads out of no folder,
 * means nothing to a file system or to Camel's simple language, and shows what it is.
 */
public final class FileName {

    /** Most file systems take 255, and whoever writes may add something. */
    private static final int MOST_BYTES = 240;

    /** Of which at most {@link #MOST_BYTES} bytes stay; who sends more means no file. */
    private static final int MOST_CHARACTERS = 1000;

    private static final String MEANINGFUL = "/\\:*?\"<>|{}";

    private FileName() {}

    /** The last name of a URL's path, decoded; empty if there is none. */
    public static Optional<String> ofUrl(String url) {
        return last(decoded(path(url)));
    }

    /** The last name of an object's key; empty if there is none. */
    public static Optional<String> ofKey(String key) {
        return last(key);
    }

    /**
     * The path of {@code url} below {@code folder}, with its folders; empty if it is not below it.
     *
     * @param folder an address that ends with a slash; null if it is not known
     */
    public static Optional<String> below(String folder, String url) {
        if (folder == null || !url.startsWith(folder)) {
            return Optional.empty();
        }
        String path = Arrays.stream(decoded(url.substring(folder.length())).split("/"))
                .map(FileName::safe)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining("/"));
        return Optional.of(path).filter(some -> !some.isEmpty());
    }

    /** A name, perhaps with folders, without its extension. */
    public static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }

    private static Optional<String> last(String path) {
        return Optional.of(safe(path.substring(path.lastIndexOf('/') + 1))).filter(name -> !name.isEmpty());
    }

    private static String path(String url) {
        int scheme = url.indexOf("://");
        int end = url.length();
        // a question mark is part of a storage's key
        for (char mark : StorageUri.is(url) ? new char[0] : new char[] {'?', '#'}) {
            int at = url.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        int path = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
        return path < 0 || path >= end ? "" : url.substring(path, end);
    }

    /** Percent signs that stand for nothing stay. */
    private static String decoded(String path) {
        byte[] from = path.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            int high = i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(from[i + 2], 16);
            if (from[i] == '%' && low >= 0) {
                to[length++] = (byte) (high * 16 + low);
                i += 2;
            } else {
                to[length++] = from[i];
            }
        }
        return new String(to, 0, length, StandardCharsets.UTF_8);
    }

    private static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        name.codePoints()
                .limit(MOST_CHARACTERS)
                .map(each ->
                        UntrustedText.isInvisible(each) && each != ' ' || MEANINGFUL.indexOf(each) >= 0 ? '_' : each)
                .forEach(safe::appendCodePoint);
        String text = safe.toString().strip();
        // of dots alone: this folder, or the one above
        return text.chars().allMatch(each -> each == '.') ? "" : shortened(text);
    }

    private static String shortened(String name) {
        String stem = stem(name);
        String extension = name.substring(stem.length());
        if (bytes(extension) > MOST_BYTES / 2) {
            return shortened(name.replace('.', '_'));
        }
        while (bytes(stem) + bytes(extension) > MOST_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + extension;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
