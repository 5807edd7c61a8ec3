package io.github.camelclaid.client;

/** The API key, kept out of texts even where a server repeats it. */
record Secret(String value) {

    /** {@code text} without the key; null stays null. Must come before a cut, which could leave half of the key. */
    String redact(String text) {
        return text == null ? null : text.replace(value, "***");
    }

    /** {@code cause}, or null where it or a cause of it quotes the key. */
    Throwable redact(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each.getMessage() != null && each.getMessage().contains(value)) {
                return null;
            }
        }
        return cause;
    }

    @Override
    public String toString() {
        return "***";
    }
}
