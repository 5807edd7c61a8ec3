package io.github.camelclaid.task;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes tasks into the hands of an owner, whoever else does so at the same time. Safe for use by any thread.
 *
 * <p>A call that fails may have claimed nevertheless: its owner lives, so that nobody would ever take over what it
 * does not know of. Each claim has a stamp, by which the next one finds that and lets go of it.
 */
final class TaskClaims {

    private static final Duration LONGEST_IN_DOUBT = Duration.ofMinutes(5);

    private final Database database;
    private final Database unforced;
    private final Dialect dialect;
    private final TaskTables tables;
    private final TaskRows tasks;
    private final Consumer<TrackedTask> release;
    /** Those that may have been made though the database did not say so. */
    private final Collection<Claim> doubtful = new ConcurrentLinkedQueue<>();

    /** @param release lets go of a task, unless it has changed since it was read */
    TaskClaims(
            Database database,
            Database unforced,
            Dialect dialect,
            TaskTables tables,
            TaskRows tasks,
            Consumer<TrackedTask> release) {
        this.database = database;
        this.unforced = unforced;
        this.dialect = dialect;
        this.tables = tables;
        this.tasks = tasks;
        this.release = release;
    }

    List<TrackedTask> claimDue(String owner, Collection<Lane> lanes, Instant now, int most) {
        // others may be faster in a lane
        for (Lane lane : mostOverdueFirst(lanes, now)) {
            List<TrackedTask> claimed =
                    claim(new Claim(owner, TrackedTask.nextStamp(), lane, ClaimOrder.DUE, now, now, most));
            if (!claimed.isEmpty()) {
                return claimed;
            }
        }
        return List.of();
    }

    List<TrackedTask> claimDuePerishing(String owner, Collection<Lane> lanes, Instant now, int most) {
        for (Lane lane : lanes) {
            List<TrackedTask> claimed = claim(new Claim(
                    owner, TrackedTask.nextStamp(), lane, ClaimOrder.DUE_PERISHING, TaskStore.urgent(now), now, most));
            if (!claimed.isEmpty()) {
                return claimed;
            }
        }
        return List.of();
    }

    private List<Lane> mostOverdueFirst(Collection<Lane> lanes, Instant now) {
        return lanes.size() == 1
                ? List.copyOf(lanes)
                : heads(ClaimOrder.DUE, lanes, now).stream().map(Head::lane).toList();
    }

    Optional<Instant> nextDue(Collection<Lane> lanes) {
        return heads(ClaimOrder.DUE, lanes, Instant.MAX).stream().findFirst().map(Head::at);
    }

    List<TrackedTask> claimDeliverable(String owner, Lane lane, Instant now, int most) {
        Claim perishing =
                new Claim(owner, TrackedTask.nextStamp(), lane, ClaimOrder.PERISHING, TaskStore.urgent(now), now, most);
        List<TrackedTask> claimed = new ArrayList<>(claim(perishing));
        int left = most - claimed.size();
        try {
            claimed.addAll(
                    claim(new Claim(owner, TrackedTask.nextStamp(), lane, ClaimOrder.DELIVERABLE, now, now, left)));
        } catch (TaskStoreException e) {
            doubtful.add(perishing);
            throw e;
        }
        return claimed;
    }

    Optional<Instant> nextDeliverable(Lane lane) {
        return heads(ClaimOrder.DELIVERABLE, List.of(lane), Instant.MAX).stream()
                .findFirst()
                .map(Head::at);
    }

    /** The first task of a lane. */
    private record Head(Lane lane, Instant at, String key) {}

    /** Of the lanes that have any until then, the earliest first. */
    private List<Head> heads(ClaimOrder order, Collection<Lane> lanes, Instant until) {
        if (lanes.isEmpty()) {
            return List.of();
        }
        List<Lane> all = List.copyOf(lanes);
        String sql = IntStream.range(0, all.size())
                .mapToObj(lane -> "SELECT * FROM ("
                        + order.rows(dialect, tables, lane + " AS LANE, " + order.column() + ", T.TASK_KEY")
                        + order.clause() + " FETCH FIRST 1 ROW ONLY) LANE" + lane)
                .collect(Collectors.joining(" UNION ALL "));
        List<Head> heads = database.run(connection -> Database.rows(
                connection,
                sql,
                row -> new Head(
                        all.get(row.getInt(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3)),
                parameters -> {
                    for (Lane lane : all) {
                        parameters.lane(lane).time(Parameters.EARLIEST).time(until);
                    }
                }));
        heads.sort(Comparator.comparing(Head::at).thenComparing(Head::key));
        return heads;
    }

    private List<TrackedTask> claim(Claim claim) {
        if (claim.most() <= 0) {
            return List.of();
        }
        releaseWhatIsInDoubt(claim.now());
        try {
            Database place = claim.order().isOfPolls() ? unforced : database;
            List<String> keys = place.transaction(connection -> dialect.claim(connection, tables, claim));
            List<TrackedTask> claimed = new ArrayList<>(tasks.ofKeys(keys));
            // what somebody has decided meanwhile
            claimed.removeIf(task -> !task.isOwnedBy(claim.owner()));
            claimed.sort(claim.order().comparator());
            return claimed;
        } catch (RuntimeException e) {
            doubtful.add(claim);
            throw e;
        }
    }

    /** What was claimed by a call that has failed is in nobody's hands, and its owner lives. */
    private void releaseWhatIsInDoubt(Instant now) {
        for (Claim claim : doubtful) {
            List<TrackedTask> claimed = tasks.claimedBy(claim);
            claimed.forEach(release);
            // a commit that hung may still be seen later
            boolean isSettled = claim.now().plus(LONGEST_IN_DOUBT).isBefore(now);
            if (isSettled || !claimed.isEmpty()) {
                doubtful.remove(claim);
            }
        }
    }
}
