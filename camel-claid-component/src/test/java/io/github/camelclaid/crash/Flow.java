package io.github.camelclaid.crash;

import java.util.Arrays;
import java.util.Locale;

/** The routes whose processes are killed. */
enum Flow {
    /** {@code file -> claid edit -> file}, the picture itself is uploaded. */
    EDIT(false, true),
    /** The same with a {@code storage://} URL, which needs no upload. */
    EDIT_URL(false, false),
    /** {@code file -> claid submit}, and {@code claid -> file}. */
    SUBMIT(true, true),
    /** The same with a {@code storage://} URL. */
    SUBMIT_URL(true, false),
    /** As {@link #SUBMIT}, each message with a breadcrumb of its own. */
    SUBMIT_BREADCRUMB(true, true);

    final boolean submits;
    final boolean uploads;

    Flow(boolean submits, boolean uploads) {
        this.submits = submits;
        this.uploads = uploads;
    }

    /** {@code edit-url}, as the command line and the documents say it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Flow of(String label) {
        return Arrays.stream(values())
                .filter(flow -> flow.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no flow " + label + ", allowed: "
                        + Arrays.stream(values()).map(Flow::label).toList()));
    }
}
