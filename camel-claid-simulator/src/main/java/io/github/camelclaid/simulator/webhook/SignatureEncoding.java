package io.github.camelclaid.simulator.webhook;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;

/** How the 32 bytes of a signature are written. Which of them the API uses is not documented. */
public enum SignatureEncoding {
    /** Lower-case hex digits. */
    HEX(HexFormat.of()::formatHex),
    /** Upper-case hex digits. */
    UPPER_CASE_HEX(HexFormat.of().withUpperCase()::formatHex),
    /** {@code sha256=} before lower-case hex digits. */
    PREFIXED_HEX(signature -> "sha256=" + HexFormat.of().formatHex(signature)),
    BASE64(Base64.getEncoder()::encodeToString),
    /** Without padding. */
    BASE64URL(Base64.getUrlEncoder().withoutPadding()::encodeToString);

    private final Function<byte[], String> writer;

    SignatureEncoding(Function<byte[], String> writer) {
        this.writer = writer;
    }

    /** As the command line writes it, for instance {@code prefixed-hex}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String write(byte[] signature) {
        return writer.apply(signature);
    }
}
