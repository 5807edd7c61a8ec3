package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import io.github.camelclaid.simulator.webhook.SignatureEncoding;
import io.github.camelclaid.simulator.webhook.Webhook;
import picocli.CommandLine.Option;

/** Who is told what has become of tasks. */
final class Notification {

    @Option(
            names = "--webhook",
            paramLabel = "<url>",
            converter = Values.WebhookAddress.class,
            description = "Told what has become of tasks. Other hosts than this machine need --allow-host")
    private Webhook webhook;

    @Option(
            names = "--webhook-secret",
            paramLabel = "<text>",
            description = "Signs what is told, in the header X-Claid-Hmac-SHA256. Default: no signature")
    private String secret;

    @Option(
            names = "--webhook-encoding",
            paramLabel = "<name>",
            defaultValue = "hex",
            converter = Values.Encoding.class,
            description = {
                "Of signatures: hex, upper-case-hex, prefixed-hex, base64 or base64url.",
                "Default: ${DEFAULT-VALUE}"
            })
    private SignatureEncoding encoding;

    void apply(ClaidSimulatorBuilder settings) {
        if (webhook == null) {
            return;
        }
        Webhook encoded = webhook.encoding(encoding);
        settings.webhook(secret == null ? encoded : encoded.secret(secret));
    }
}
