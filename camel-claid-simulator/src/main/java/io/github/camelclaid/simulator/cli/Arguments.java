package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.storage.S3Bucket;
import io.github.camelclaid.simulator.webhook.SignatureEncoding;
import io.github.camelclaid.simulator.webhook.Webhook;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the command line into settings. */
final class Arguments {

    private static final String S3 = "s3://";

    private final Deque<String> left;
    private final Map<String, S3Bucket> buckets = new LinkedHashMap<>();
    private URI endpoint;
    private String region;
    private Webhook webhook;
    private Function<Webhook, Webhook> webhookSettings = Function.identity();

    private Arguments(List<String> arguments) {
        this.left = new ArrayDeque<>(arguments);
    }

    /**
     * Applies all arguments to the settings.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static void apply(List<String> arguments, ClaidSimulatorBuilder settings) {
        Arguments all = new Arguments(arguments);
        while (!all.left.isEmpty()) {
            all.applyNext(settings);
        }
        all.applyBuckets(settings);
        all.applyWebhook(settings);
    }

    private void applyNext(ClaidSimulatorBuilder settings) {
        String name = left.pop();
        int equals = name.indexOf('=');
        if (name.startsWith("--") && equals > 0) {
            left.push(name.substring(equals + 1));
            name = name.substring(0, equals);
        }
        switch (name) {
            case "--host" -> settings.host(value(name));
            case "--port" -> settings.port(port(value(name)));
            case "--key" -> settings.apiKey(value(name));
            case "--public-url" -> settings.publicUrl(value(name));
            case "--versions" -> settings.prefixes(value(name).split(","));
            case "--quota" -> settings.quota(value(name));
            case "--free-polls" -> settings.pollsCount(false);
            case "--duration" -> settings.duration(Timing.parse(value(name)));
            case "--storage" -> storage(settings, value(name));
            case "--s3-endpoint" -> {
                endpoint = address(name, value(name));
                settings.s3Endpoint(endpoint);
            }
            case "--s3-region" -> {
                region = value(name);
                settings.s3Region(region);
            }
            case "--webhook" -> webhook = Webhook.to(address(name, value(name)));
            case "--webhook-secret" -> signed(value(name));
            case "--webhook-encoding" -> encoded(value(name));
            case "--max-stored-bytes" -> settings.maxStoredBytes(number(name, value(name)));
            case "--allow-host" -> settings.allowHost(value(name));
            case "--seed" -> settings.seed(number(name, value(name)));
            default -> throw new IllegalArgumentException("unknown option: " + name);
        }
    }

    private String value(String name) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return left.pop();
    }

    private static int port(String text) {
        long port = number("--port", text);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("--port must be from 0 to 65535");
        }
        return (int) port;
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not '" + text + "'", e);
        }
    }

    private void storage(ClaidSimulatorBuilder settings, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "--storage must be name=folder or name=s3://bucket/path, not '" + text + "'");
        }
        String name = text.substring(0, equals);
        String place = text.substring(equals + 1);
        if (place.startsWith(S3)) {
            buckets.put(name, bucket(place));
            return;
        }
        Path folder = Path.of(place);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--storage: there is no folder " + folder);
        }
        settings.storage(name, folder);
    }

    private static S3Bucket bucket(String place) {
        String[] parts = place.substring(S3.length()).split("/", 2);
        if (parts[0].isEmpty()) {
            throw new IllegalArgumentException("--storage: " + place + " names no bucket");
        }
        S3Bucket bucket = S3Bucket.named(parts[0]);
        return parts.length == 1 ? bucket : bucket.below(parts[1]);
    }

    private static URI address(String name, String text) {
        if (!text.matches("https?://[^/].*")) {
            throw new IllegalArgumentException(name + " must be an http(s) address, not '" + text + "'");
        }
        return URI.create(text);
    }

    private void signed(String secret) {
        webhookSettings = webhookSettings.andThen(hook -> hook.secret(secret));
    }

    private void encoded(String text) {
        SignatureEncoding encoding = Arrays.stream(SignatureEncoding.values())
                .filter(known -> known.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--webhook-encoding must be one of "
                        + Arrays.toString(SignatureEncoding.values()) + ", not '" + text + "'"));
        webhookSettings = webhookSettings.andThen(hook -> hook.encoding(encoding));
    }

    /** Last, since what belongs to the webhook may stand before its address. */
    private void applyWebhook(ClaidSimulatorBuilder settings) {
        if (webhook != null) {
            settings.webhook(webhookSettings.apply(webhook));
        }
    }

    /** Last, since endpoint and region may stand behind the buckets they are for. */
    private void applyBuckets(ClaidSimulatorBuilder settings) {
        buckets.forEach((name, bucket) -> {
            S3Bucket there = endpoint == null ? bucket : bucket.at(endpoint);
            settings.storage(name, region == null ? there : there.in(region));
        });
    }
}
