package io.github.camelclaid.simulator.script;

import java.util.Locale;

/** The kinds of requests a client makes. */
public enum Call {
    /** {@code POST image/edit/async}: a charge once it is accepted. */
    SUBMIT,
    /** {@code POST image/edit/batch}: a charge once it is accepted. */
    BATCH,
    /** {@code POST image/ai-edit}: a charge once it is accepted. */
    AI_EDIT,
    /** {@code GET} of {@code image/edit/async/{id}}, {@code image/edit/batch/{id}} or {@code image/ai-edit/{id}}: a poll. */
    STATUS,
    /** {@code POST image/edit}: edited before it is answered, and then a charge. */
    EDIT,
    /** {@code POST image/edit/upload}: a charge once it is accepted. */
    UPLOAD,
    /** Any request for {@code storage/...}. */
    STORAGE,
    /** A download of a finished picture from its temporary URL, which needs no key. */
    RESULT;

    /** As scripts in words and the ledger's page write it: {@code ai-edit}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
