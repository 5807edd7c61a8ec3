package io.github.camelclaid.simulator.task;

import io.github.camelclaid.simulator.script.Call;

/** The kinds of asynchronous work. A task is known on the path of its own family only. */
public enum TaskFamily {
    /** One picture. */
    EDIT(Call.SUBMIT, "/image/edit/async"),
    /** The pictures of a list or of a folder. */
    BATCH(Call.BATCH, "/image/edit/batch");

    private final Call submit;
    private final String path;

    TaskFamily(Call submit, String path) {
        this.submit = submit;
        this.path = path;
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
