package io.github.camelclaid.task;

import java.util.List;

/** What owners that died, or left, had in hand. Nothing is sent for it; who wants it may take it from now on. */
final class Orphans {

    private static final int SOME = 200;

    private final TaskStore store;
    private final Engine engine;
    private final String account;

    Orphans(TaskStore store, Engine engine, String account) {
        this.store = store;
        this.engine = engine;
        this.account = account;
    }

    /** @return whether there were any */
    boolean free() {
        boolean wereAny = false;
        List<TrackedTask> some = store.orphans(account, SOME);
        while (!some.isEmpty()) {
            wereAny = true;
            some.forEach(this::free);
            some = some.size() < SOME ? List.of() : store.orphans(account, SOME);
        }
        return wereAny;
    }

    private void free(TrackedTask task) {
        switch (task.state()) {
            case INTENT -> {
                // what was paid for it before counts when it comes again
                if (task.charges() == 0) {
                    store.forget(task);
                } else {
                    store.replace(task, task.released());
                }
            }
            case STAGING, SENDING -> {
                TrackedTask unknown = task.vanished(engine.clock().instant());
                if (store.replace(task, unknown)) {
                    engine.tallies().of(unknown).over(unknown);
                    UnknownTasks.warnOf(unknown);
                }
            }
            default -> store.replace(task, task.released());
        }
    }
}
