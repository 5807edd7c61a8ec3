package io.github.camelclaid.examples.folderdrop;

import io.github.camelclaid.task.JdbcTaskStore;
import io.github.camelclaid.task.TaskState;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.TrackedTask;
import io.github.camelclaid.task.UnknownTasks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a user does about pictures of which nobody knows whether Claid took them, while the program does not run: lists
 * them, and decides about each.
 */
final class Choices {

    private static final Map<String, Integer> WORDS = Map.of("list", 1, "adopt", 3, "resubmit", 2, "drop", 2);

    private final Settings settings;
    private final Commands commands;
    private final PrintStream out;

    Choices(Settings settings, Commands commands, PrintStream out) {
        this.settings = settings;
        this.commands = commands;
        this.out = out;
    }

    /**
     * @param words the command, and what it is about
     * @throws IllegalArgumentException if that makes no sense; nothing has changed
     */
    void run(List<String> words) throws IOException {
        Integer wanted = WORDS.get(words.get(0));
        if (wanted == null || wanted != words.size()) {
            throw new IllegalArgumentException("\"" + String.join(" ", words)
                    + "\" is no command, allowed: list, adopt CODE ID, resubmit CODE, drop CODE");
        }
        if (settings.ledger() == null) {
            throw new IllegalArgumentException(Settings.LEDGER
                    + " is empty: what Claid was sent is remembered in memory only, and only while the program runs");
        }
        if (!Files.isDirectory(settings.ledger())) {
            throw new IllegalArgumentException(
                    "there is no ledger in " + settings.ledger() + ": nothing was sent to Claid with these settings");
        }
        if (settings.account().isEmpty()) {
            throw new IllegalArgumentException(Settings.ACCOUNT + " is missing: whose pictures is it about?");
        }
        settings.folders().create();
        try (InboxLock lock = InboxLock.take(settings.folders().inbox());
                TaskStore store = JdbcTaskStore.inFolder(settings.ledger())) {
            store.open();
            run(words, store);
        }
    }

    private void run(List<String> words, TaskStore store) throws IOException {
        UnknownTasks unknown = new UnknownTasks(store, Clock.systemUTC(), settings.account());
        if (words.get(0).equals("list")) {
            list(unknown.list(), store);
            return;
        }
        TrackedTask task = find(unknown.list(), words.get(1));
        switch (words.get(0)) {
            case "adopt" -> {
                unknown.adopt(task.key(), taskId(words.get(2)));
                bringBack(task, "at the next start its result is fetched, and nothing is paid");
            }
            case "resubmit" -> {
                unknown.resubmit(task.key());
                bringBack(task, "at the next start it is sent again, and paid");
            }
            default -> {
                unknown.drop(task.key());
                leave(task);
            }
        }
    }

    private void list(List<TrackedTask> held, TaskStore store) {
        if (held.isEmpty()) {
            out.println("There is nothing to choose: of each picture it is known whether Claid took it.");
        } else {
            out.println("Nobody knows whether Claid took these, and was paid for them:");
            held.forEach(task -> out.println("  " + Commands.code(task) + "  " + UnknownTasks.describe(task)));
            out.println();
            out.println("Choose for each, with its code:");
            out.print(commands.choices(Commands.ANY, false));
            out.println("An upload is no edit and has no ID: resubmit or drop it.");
        }
        tellOthers(store.outstanding(settings.account()));
    }

    private void tellOthers(Map<TaskState, Integer> outstanding) {
        int cutOff = count(outstanding, Set.of(TaskState.STAGING, TaskState.SENDING));
        if (cutOff > 0) {
            out.println(cutOff + " more were being sent when the program was killed: the next start sorts them out.");
        }
        int underWay =
                count(outstanding, Set.of(TaskState.INTENT, TaskState.STAGED, TaskState.ACCEPTED, TaskState.FINISHED));
        if (underWay > 0) {
            out.println(underWay + " more are under way: the next start goes on with them, and pays nothing twice.");
        }
    }

    private static int count(Map<TaskState, Integer> outstanding, Set<TaskState> states) {
        return states.stream()
                .mapToInt(state -> outstanding.getOrDefault(state, 0))
                .sum();
    }

    private static TrackedTask find(List<TrackedTask> held, String code) {
        List<TrackedTask> meant = held.stream()
                .filter(task -> code.equals(task.key()) || code.equalsIgnoreCase(Commands.code(task)))
                .toList();
        if (meant.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to choose under \"" + code + "\": list shows what is");
        }
        if (meant.size() > 1) {
            throw new IllegalArgumentException(
                    "\"" + code + "\" stands for " + meant.size() + " pictures: name one by its key, which list shows");
        }
        return meant.get(0);
    }

    private static long taskId(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the ID is \"" + id + "\", allowed: a number, as Claid's dashboard shows");
        }
    }

    private void bringBack(TrackedTask task, String what) throws IOException {
        FailedPictures failed = new FailedPictures(settings.folders());
        List<Path> pictures = failed.withCode(Commands.code(task));
        for (Path picture : pictures) {
            out.println(name(failed.toInbox(picture)) + " lies in the inbox again: " + what + ".");
        }
        if (pictures.isEmpty()) {
            boolean isThere = Files.exists(settings.folders().inbox().resolve(name(task)));
            out.println(
                    isThere
                            ? name(task) + " lies in the inbox: " + what + "."
                            : name(task) + " is not in " + settings.folders().failed()
                                    + " any more: put it into the inbox; " + what + ".");
        }
    }

    private void leave(TrackedTask task) throws IOException {
        FailedPictures failed = new FailedPictures(settings.folders());
        for (Path picture : failed.withCode(Commands.code(task))) {
            failed.leave(picture, FailureReason.dropped(picture.getFileName().toString()));
        }
        out.println(name(task) + " is forgotten. Dropped into the inbox again it is sent and paid as a new picture.");
    }

    private static String name(TrackedTask task) {
        return task.about() == null ? "The picture" : task.about();
    }

    private String name(Path file) {
        return settings.folders().inbox().relativize(file).toString();
    }
}
