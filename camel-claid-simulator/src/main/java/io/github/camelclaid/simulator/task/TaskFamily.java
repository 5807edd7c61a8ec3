package io.github.camelclaid.simulator.task;

import io.github.camelclaid.simulator.script.Call;

/** The kinds of asynchronous work. A task is known on the path of its own family only. */
public enum TaskFamily {
    /** One picture. */
    EDIT(Call.SUBMIT, "/image/edit/async", 1001),
    /** The pictures of a list or of a folder. Nobody promises that ids fit into 32 bits. */
    BATCH(Call.BATCH, "/image/edit/batch", 5_000_000_001L),
    /** One picture, of which up to four are made. */
    AI_EDIT(Call.AI_EDIT, "/image/ai-edit", 7_000_000_001L);

    private final Call submit;
    private final String path;
    private final long firstId;

    TaskFamily(Call submit, String path, long firstId) {
        this.submit = submit;
        this.path = path;
        this.firstId = firstId;
    }

    /** Not 1: then the first ids of all simulators would be equal to counts in tests, and mistakes would pass. */
    public long firstId() {
        return firstId;
    }

    /** Whether that version of the API has it; ai-edits came with {@code v1}. */
    public boolean isIn(String version) {
        return this != AI_EDIT || version.equals("v1");
    }

    /** The call that makes such a task. */
    public Call submit() {
        return submit;
    }

    /** Below the version of the API. */
    public String path() {
        return path;
    }
}
