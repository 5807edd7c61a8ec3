package io.github.camelclaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.task.Mode;
import io.github.camelclaid.task.TaskKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.Message;

/**
 * Under which key a request is remembered: {@code CamelClaidTaskKey}, or a digest of what is asked for. Bytes count by
 * their SHA-256, a URL without what changes per signature; for submitted tasks {@code keyHeaders} count too, so that two
 * files with equal bytes both come out. Tracing headers never do.
 */
final class KeyMapping {

    private static final String S3_ETAG = "CamelAwsS3ETag";
    private static final String S3_KEY = "CamelAwsS3Key";
    private static final String S3_BUCKET = "CamelAwsS3BucketName";
    private static final String S3_VERSION = "CamelAwsS3VersionId";

    private final String[] keyHeaders;

    KeyMapping(ClaidConfiguration options) {
        this.keyHeaders = HeaderNames.split(options.getKeyHeaders());
    }

    TaskKey key(Message message, RequestMapping.Mapped mapped, Mode mode) {
        String version = objectVersion(message, mapped);

        ObjectNode edit = mapped.request().toJson();
        edit.remove("input");
        String fingerprint = digest(content(mapped), version, canonical(edit));
        String given = message.getHeader(ClaidConstants.TASK_KEY, String.class);
        if (given != null) {
            // whoever names a request says that it is the same one when it comes again
            return new TaskKey(given, fingerprint, true);
        }
        boolean identified = mapped.bytes() != null || mapped.resultOf() != null || !version.isEmpty();
        if (mode == Mode.AWAITED) {
            return new TaskKey(fingerprint, fingerprint, identified);
        }
        String[] parts = new String[keyHeaders.length + 1];
        parts[0] = fingerprint;
        for (int i = 0; i < keyHeaders.length; i++) {
            parts[i + 1] = text(message.getHeader(keyHeaders[i], String.class));
        }
        return new TaskKey(digest(parts), fingerprint, identified);
    }

    /**
     * What S3 says of the object that is the input, empty if it says nothing that tells one content from another. The
     * headers may be those of another object than the one that the input is.
     */
    private static String objectVersion(Message message, RequestMapping.Mapped mapped) {
        String key = message.getHeader(S3_KEY, String.class);
        String input = mapped.request().input();
        if (mapped.bytes() != null || mapped.resultOf() != null || key == null || input == null) {
            return "";
        }
        String path = path(input);
        boolean isInput =
                path.equals("/" + key) || path.equals("/" + message.getHeader(S3_BUCKET, String.class) + "/" + key);
        return isInput
                ? text(message.getHeader(S3_ETAG, String.class)) + text(message.getHeader(S3_VERSION, String.class))
                : "";
    }

    /** Decoded; empty if the text is no address. */
    private static String path(String url) {
        try {
            String path = URI.create(url).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String content(RequestMapping.Mapped mapped) {
        if (mapped.bytes() != null) {
            return "sha256:" + mapped.bytes().sha256();
        }
        if (mapped.resultOf() != null) {
            // the result of a task stays what it is
            return "task:" + mapped.resultOf();
        }
        Input images = mapped.request().images();
        if (!images.isBatch()) {
            return unsigned(mapped.request().input());
        }
        return images.folder().isPresent()
                ? canonical(images.toJson())
                : images.urls().stream().map(KeyMapping::unsigned).toList().toString();
    }

    /**
     * A signed URL without its signature's parameters; any other URL as it is. Where a storage provider's signature is
     * present, the parameters that change with it are known by their names.
     */
    static String unsigned(String url) {
        int question = url.indexOf('?');
        if (question < 0) {
            return url;
        }
        String[] parameters = url.substring(question + 1).split("&");
        Map<String, String> names = new TreeMap<>();
        for (String parameter : parameters) {
            names.put(nameOf(parameter), parameter);
        }
        if (names.containsKey("x-amz-signature")) {
            return without(url, question, parameters, name -> name.startsWith("x-amz-"));
        }
        if (names.containsKey("x-goog-signature")) {
            return without(url, question, parameters, name -> name.startsWith("x-goog-"));
        }
        if (names.containsKey("sig") && names.containsKey("se")) {
            return without(
                    url,
                    question,
                    parameters,
                    Arrays.asList(
                            "sv", "ss", "srt", "sp", "se", "st", "spr", "sig", "sr", "skoid", "sktid", "skt", "ske",
                            "sks", "skv", "sip")::contains);
        }
        if (names.containsKey("signature") && names.containsKey("key-pair-id")) {
            return without(
                    url,
                    question,
                    parameters,
                    Arrays.asList("signature", "key-pair-id", "expires", "policy")::contains);
        }
        return url;
    }

    private static String without(String url, int question, String[] parameters, Predicate<String> signed) {
        String left = Arrays.stream(parameters)
                .filter(parameter -> !signed.test(nameOf(parameter)))
                .collect(Collectors.joining("&"));
        return url.substring(0, question) + (left.isEmpty() ? "" : "?" + left);
    }

    private static String nameOf(String parameter) {
        int equals = parameter.indexOf('=');
        return (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
    }

    /** The same text for the same JSON, whatever the order of members. */
    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties()
                    .forEach(member ->
                            members.put(TextNode.valueOf(member.getKey()).toString(), canonical(member.getValue())));
            return members.toString();
        }
        if (node.isArray()) {
            StringBuilder list = new StringBuilder("[");
            node.forEach(element -> list.append(canonical(element)).append(','));
            return list.append(']').toString();
        }
        return node.toString();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    /** Each part counts with its length, so that no two lists of parts look alike. */
    private static String digest(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
