package io.github.camelclaid.simulator.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.simulator.script.Notice;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is sent about one task: the same bytes in every copy and every attempt. */
final class Message {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALGORITHM = "HmacSHA256";

    private final long taskId;
    private final byte[] body;
    private final String signature;

    private Message(long taskId, byte[] body, String signature) {
        this.taskId = taskId;
        this.body = body;
        this.signature = signature;
    }

    static Message about(Webhooks.Event end, Webhook webhook, Notice notice) {
        byte[] body = bytes(isWrapped(webhook, notice) ? JSON.createObjectNode().set("data", end.task()) : end.task());
        return new Message(end.taskId(), body, signature(body, webhook, notice.signing()));
    }

    long taskId() {
        return taskId;
    }

    byte[] body() {
        return body;
    }

    Optional<String> signature() {
        return Optional.ofNullable(signature);
    }

    private static boolean isWrapped(Webhook webhook, Notice notice) {
        return switch (notice.wrapping()) {
            case USUAL -> webhook.isWrapped();
            case DATA -> true;
            case NONE -> false;
        };
    }

    private static String signature(byte[] body, Webhook webhook, Notice.Signing signing) {
        if (webhook.secret().isEmpty() || signing == Notice.Signing.NONE) {
            return null;
        }
        byte[] signed = signing == Notice.Signing.WRONG ? Arrays.copyOf(body, body.length + 1) : body;
        return webhook.encoding().write(mac(webhook.secret().get(), signed));
    }

    private static byte[] mac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
