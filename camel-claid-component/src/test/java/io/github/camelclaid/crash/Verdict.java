package io.github.camelclaid.crash;

import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.github.camelclaid.task.TaskState;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.TrackedTask;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * What the simulator's ledger, the store and the folders say when nothing moves any more.
 *
 * @param charges what the ledger says was paid
 * @param known how many paid calls the store knows: uploads that gave a URL, submits that gave an id
 * @param unknown which pictures' fate is declared as unknown
 * @param unclaimed which of the ledger's tasks nobody knows, neither the store nor whoever got a result
 * @param again how often a picture was delivered that had been delivered before
 * @param problems what must not be; empty where all promises were kept
 */
record Verdict(
        long charges,
        int known,
        List<TrackedTask> unknown,
        List<TaskEntry> unclaimed,
        int again,
        List<String> problems) {

    /** @param declared how many unknown outcomes have been declared so far, those that were decided since included */
    static Verdict of(Workshop workshop, Map<String, Integer> pictures, Ledger ledger, TaskStore store, int declared)
            throws IOException {
        return new Judge(workshop, pictures, ledger, store).judge(declared);
    }

    private static final class Judge {

        private final Workshop workshop;
        private final Map<String, Integer> pictures;
        private final Ledger ledger;
        private final Collection<TrackedTask> remembered;
        private final List<String> deliveries;
        private final List<String> problems = new ArrayList<>();

        Judge(Workshop workshop, Map<String, Integer> pictures, Ledger ledger, TaskStore store) throws IOException {
            this.workshop = workshop;
            this.pictures = pictures;
            this.ledger = ledger;
            this.remembered = remembered(ledger, store);
            this.deliveries =
                    Files.exists(workshop.deliveries()) ? Files.readAllLines(workshop.deliveries()) : List.of();
        }

        private static Collection<TrackedTask> remembered(Ledger ledger, TaskStore store) {
            Map<String, TrackedTask> all = new HashMap<>();
            for (TaskState state : TaskState.values()) {
                store.inState(Node.ACCOUNT, state, "", 1000).forEach(task -> all.put(task.key(), task));
            }
            ledger.tasks().forEach(task -> store.findByTaskId(Node.ACCOUNT, TaskFamily.EDIT, task.id())
                    .ifPresent(known -> all.put(known.key(), known)));
            return all.values();
        }

        Verdict judge(int declaredBefore) throws IOException {
            List<TrackedTask> unknown = remembered.stream()
                    .filter(task -> task.state() == TaskState.UNKNOWN)
                    .toList();
            int declared = declaredBefore + unknown.size();
            int known = remembered.stream()
                    .mapToInt(task -> (task.acceptance() == null ? 0 : 1) + (task.staging() == null ? 0 : 1))
                    .sum();
            List<TaskEntry> unclaimed = unclaimed();
            if (unclaimed.size() > declared) {
                problems.add("accepted, but neither delivered nor remembered: " + unclaimed);
            }
            if (ledger.charges() < known || ledger.charges() > known + declared) {
                problems.add(ledger.charges() + " charges, but " + known + " accepted and " + declared + " unknown");
            }
            if (!ledger.violations().isEmpty()) {
                problems.add(ledger.violations().toString());
            }
            Set<String> unknownNames = unknown.stream().map(Verdict::nameOf).collect(Collectors.toSet());
            for (Map.Entry<String, Integer> picture : pictures.entrySet()) {
                judge(picture.getKey(), picture.getValue(), unknownNames.contains(picture.getKey()));
            }
            int again = deliveries.size() - Set.copyOf(deliveries).size();
            return new Verdict(ledger.charges(), known, unknown, unclaimed, again, problems);
        }

        private List<TaskEntry> unclaimed() {
            Set<Long> claimed = new TreeSet<>();
            remembered.stream().filter(task -> task.acceptance() != null).forEach(task -> claimed.add(task.taskId()));
            deliveries.forEach(line -> claimed.add(Long.parseLong(line.split(" ")[0])));
            return ledger.tasks().stream()
                    .filter(task -> !claimed.contains(task.id()))
                    .toList();
        }

        private void judge(String name, int number, boolean isUnknown) throws IOException {
            boolean isDone = Files.exists(workshop.done().resolve(name));
            boolean isFailed = Files.exists(workshop.failed().resolve(name));
            boolean isOut = Files.exists(workshop.outbox().resolve(name));
            boolean isBad = name.startsWith(Workshop.BAD);
            if (isDone == isFailed) {
                problems.add(name + (isDone ? " is in done and in failed" : " is neither in done nor in failed"));
            }
            if (isUnknown) {
                return;
            }
            if (isBad) {
                if (isOut) {
                    problems.add(name + " was delivered, but its edit failed");
                }
                return;
            }
            if (isFailed) {
                problems.add(name + " is in failed without a reason");
            } else if (!isOut) {
                problems.add(name + " is done, but its result is not in the outbox");
            } else {
                requireWhole(name, number);
            }
        }

        private void requireWhole(String name, int number) throws IOException {
            BufferedImage image = ImageIO.read(workshop.outbox().resolve(name).toFile());
            if (image == null || image.getWidth() != Workshop.widthOf(number)) {
                problems.add(name + " in the outbox is "
                        + (image == null ? "no picture" : image.getWidth() + " wide, not " + Workshop.widthOf(number)));
            }
        }
    }

    /** The file that a task is about. */
    static String nameOf(TrackedTask task) {
        return task.about().substring(task.about().lastIndexOf('/') + 1);
    }
}
