package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Window;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a store in a database has to do beyond what every store has to. */
abstract class JdbcTaskStoreContract extends TaskStoreContract {

    private static final String ME = "owner-1";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private DataSource database;

    /** An empty one. */
    abstract DataSource newDatabase();

    @Override
    TaskStore newStore() {
        database = newDatabase();
        return openStore();
    }

    @Override
    int steps() {
        return 300;
    }

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.github.camelclaid.task");
    }

    private JdbcTaskStore openStore() {
        return openStore(database);
    }

    private static JdbcTaskStore openStore(DataSource source) {
        JdbcTaskStore store = new JdbcTaskStore();
        store.setDataSource(source);
        store.setCreateTable(true);
        store.open();
        return store;
    }

    private void execute(String sql) {
        Postgres.execute(database, sql);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whateverIsRememberedComesBackAsItWas(long seed) {
        JdbcTaskStore store = openStore();
        JdbcTaskStore restarted = openStore();
        Random random = new Random(seed);
        RandomTasks tasks = new RandomTasks(random);
        for (int i = 0; i < 60; i++) {
            TrackedTask task = tasks.next();
            TrackedTask other = tasks.next();
            TrackedTask next = with(other, task.key());
            store.find(task.key()).ifPresent(store::forget);
            assertThat(store.remember(task)).isTrue();
            assertThat(restarted.find(task.key())).contains(task);
            assertThat(store.remember(next)).isFalse();
            assertThat(store.replace(task, next)).isTrue();
            assertThat(restarted.find(List.of(task.key()))).containsExactly(next);
            if (random.nextBoolean()) {
                assertThat(store.forget(next)).isTrue();
                assertThat(restarted.find(task.key())).isEmpty();
            }
        }
    }

    @Test
    void eachTimeForARequestIsTakenOnce() {
        JdbcTaskStore one = openStore();
        JdbcTaskStore other = openStore();
        Duration minute = Duration.ofMinutes(1);
        assertThat(one.isShared()).isTrue();
        assertThat(one.reserve("me", 3, minute)).isZero();
        assertThat(other.reserve("me", 1, minute)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
        assertThat(one.reserve("me", 1, minute)).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        assertThat(one.reserve("somebody", 1, minute)).isZero();
    }

    @Test
    void whatWasLearnedOutlastsTheStore() {
        JdbcTaskStore store = openStore();
        store.learn("me", Map.of("shop resizing", "20:1000", "other", "7:30"));
        store.learn("me", Map.of("other", "8:31"));
        store.learn("somebody", Map.of("shop resizing", "1:1"));
        store.close();
        store.open();
        assertThat(store.learned("me")).isEqualTo(Map.of("shop resizing", "20:1000", "other", "8:31"));
    }

    private static TrackedTask with(TrackedTask task, String key) {
        return new TrackedTask(
                key,
                task.stamp(),
                task.lane(),
                task.fingerprint(),
                task.about(),
                task.state(),
                task.owner(),
                task.charges(),
                task.carried(),
                task.staging(),
                task.acceptance(),
                task.polling(),
                task.outcome(),
                task.delivery(),
                task.batch(),
                task.item());
    }

    @Test
    void keysOfAnyLengthAndOfAnyLettersAreToldApart() {
        JdbcTaskStore store = openStore();
        String tooLong = "k".repeat(100_000);
        List<String> keys = List.of(
                "a",
                "A",
                "a ",
                " a",
                "ä",
                "a\u0000",
                "a\u0000\u0000",
                "a?",
                "\uD83D\uDE00",
                "\uD83D",
                "\uDE00",
                "'; DROP TABLE CLAID_TASK; --",
                tooLong,
                tooLong + "k",
                tooLong.substring(1),
                "k".repeat(400),
                "k".repeat(401),
                "字".repeat(400),
                "字".repeat(401),
                TaskRow.key(tooLong),
                TaskRow.key("a\u0000"));
        keys.forEach(key -> assertThat(store.remember(intent(key))).as(key).isTrue());
        assertThat(keys)
                .allSatisfy(
                        key -> assertThat(store.find(key).orElseThrow().key()).isEqualTo(key));
        assertThat(store.find(keys)).hasSize(keys.size());
        assertThat(store.inState("me", TaskState.INTENT, "", 100)).hasSize(keys.size());
        keys.forEach(
                key -> assertThat(store.forget(store.find(key).orElseThrow())).isTrue());
        assertThat(store.outstanding("me")).isEmpty();
    }

    @Test
    void tasksWhoseKeysAreShortenedAreClaimed() {
        JdbcTaskStore store = openStore();
        List<String> keys = List.of("k".repeat(401), "a\u0000", TaskRow.key("k".repeat(401)));
        keys.forEach(key -> store.remember(accepted(key, SUBMITTED, key.length())));
        assertThat(store.claimDue(ME, List.of(SUBMITTED), at(9), 10))
                .extracting(TrackedTask::key)
                .containsExactlyInAnyOrderElementsOf(keys)
                .allSatisfy(key -> {
                    TrackedTask task = store.find(key).orElseThrow();
                    store.replace(task, task.over(TaskState.EXPIRED, new Outcome(null, "gone", at(2))));
                });
        assertThat(store.claimDeliverable(ME, SUBMITTED, at(9), 10))
                .extracting(TrackedTask::key)
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void lanesOfAnyLengthHaveTasksOfTheirOwn() {
        JdbcTaskStore store = openStore();
        String tooLong = "n".repeat(5_000);
        Lane lane = new Lane(tooLong, tooLong, Mode.SUBMITTED);
        Lane other = new Lane(tooLong, tooLong + "n", Mode.SUBMITTED);
        store.remember(accepted("a", lane, 1));
        assertThat(store.nextDue(List.of(other))).isEmpty();
        assertThat(store.claimDue(ME, List.of(other, lane), at(1), 1))
                .extracting(TrackedTask::lane)
                .containsExactly(lane);
    }

    @Test
    void carriedBytesAndNothingsComeBack() {
        JdbcTaskStore store = openStore();
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("bytes", new byte[] {0, -1, 7});
        headers.put("nothing", null);
        store.remember(Desk.intent("a", SUBMITTED, "print", headers, Desk.request()));
        Map<String, Object> carried = store.find("a").orElseThrow().carried();
        assertThat((byte[]) carried.get("bytes")).containsExactly(0, -1, 7);
        assertThat(carried).containsEntry("nothing", null);
    }

    @Test
    void aHeaderThatCannotBeKeptIsLeftOutAndNamedOnce() {
        JdbcTaskStore store = openStore();
        Map<String, Object> headers =
                Map.of("link", URI.create("http://a"), "when", new java.sql.Timestamp(1), "name", "a.jpg");
        for (String key : List.of("a", "b")) {
            store.remember(Desk.intent(key, SUBMITTED, "print", headers, Desk.request()));
            assertThat(store.find(key).orElseThrow().carried()).isEqualTo(Map.of("name", "a.jpg"));
        }
        assertThat(messages()).hasSize(2).anySatisfy(line -> assertThat(line).contains("link", "java.net.URI", "Long"));
    }

    @Test
    void aBatchOfManyThousandPicturesIsKept() {
        JdbcTaskStore store = openStore();
        List<String> urls = IntStream.range(0, 30_000)
                .mapToObj(i -> "https://a.example/" + i + "/" + "x".repeat(80))
                .toList();
        TrackedTask batch = Desk.intent("batch", SUBMITTED, "print", Map.of(), Desk.batch(Input.list(urls), null));
        assertThat(store.remember(batch)).isTrue();
        assertThat(store.find("batch")).contains(batch);
        assertThat(store.replace(batch, batch.in(TaskState.SENDING))).isTrue();
        assertThat(store.find("batch").orElseThrow().batch().images().urls()).isEqualTo(urls);
    }

    @Test
    void twoStoresOfOneDatabaseClaimEachTaskOnce() throws Exception {
        int tasks = 5_000;
        List<JdbcTaskStore> stores = List.of(openStore(), openStore());
        for (int i = 0; i < tasks; i += 500) {
            int first = i;
            assertThat(stores.get(0)
                            .change(IntStream.range(first, first + 500)
                                    .mapToObj(id -> new TaskStore.Change(null, accepted("k" + id, SUBMITTED, id)))
                                    .toList()))
                    .isTrue();
        }
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        List<String> twice = new ArrayList<>();
        inThreads(8, thread -> () -> {
            JdbcTaskStore store = stores.get(thread % 2);
            List<TrackedTask> some = store.claimDue("owner-" + thread, List.of(SUBMITTED, AWAITED), at(99), 10);
            while (!some.isEmpty()) {
                for (TrackedTask task : some) {
                    if (!claimed.add(task.key())) {
                        synchronized (twice) {
                            twice.add(task.key());
                        }
                    }
                }
                some = store.claimDue("owner-" + thread, List.of(SUBMITTED, AWAITED), at(99), 10);
            }
            return null;
        });
        assertThat(twice).isEmpty();
        assertThat(claimed).hasSize(tasks);
    }

    @Test
    void nodesThatChargeAtOnceStayWithinTheBudgetTogether() throws Exception {
        List<JdbcTaskStore> stores = List.of(openStore(), openStore());
        Window budget = new Window(30, Duration.ofHours(1));
        List<Boolean> taken = inThreads(8, thread -> () -> {
                    int mine = 0;
                    for (int i = 0; i < 10; i++) {
                        mine += stores.get(thread % 2)
                                        .charge("me", UUID.randomUUID().toString(), budget, at(i))
                                        .isEmpty()
                                ? 1
                                : 0;
                    }
                    return mine;
                })
                .stream()
                .flatMap(mine -> IntStream.range(0, mine).mapToObj(i -> true))
                .toList();
        assertThat(taken).hasSize(30);
    }

    @Test
    void whatABudgetThatWasGreaterHasLetThroughPassesBeforeAnythingIsFree() {
        JdbcTaskStore store = openStore();
        for (int i = 0; i < 5; i++) {
            store.charge("me", "c" + i, new Window(5, Duration.ofSeconds(100)), at(i));
        }
        assertThat(store.charge("me", "another", new Window(2, Duration.ofSeconds(100)), at(10)))
                .contains(at(103));
    }

    @Test
    void changesThatMeetInAnyOrderWaitForEachOtherAndAllAreMade() throws Exception {
        List<JdbcTaskStore> stores = List.of(openStore(), openStore());
        List<String> keys = IntStream.range(0, 6).mapToObj(i -> "k" + i).toList();
        keys.forEach(key -> stores.get(0).remember(accepted(key, SUBMITTED, 1)));
        inThreads(6, thread -> () -> {
            JdbcTaskStore store = stores.get(thread % 2);
            Random random = new Random(thread);
            int made = 0;
            while (made < 20) {
                List<String> order = new ArrayList<>(keys);
                java.util.Collections.shuffle(order, random);
                List<TaskStore.Change> changes = store.find(order.subList(0, 4)).stream()
                        .map(task -> new TaskStore.Change(
                                task, task.polled(task.polling().wentOn(null, null))))
                        .toList();
                made += store.change(changes) ? 1 : 0;
            }
            return null;
        });
        assertThat(stores.get(0).find(keys).stream()
                        .mapToInt(task -> task.polling().count())
                        .sum())
                .isEqualTo(6 * 20 * 4);
    }

    @Test
    void aCorruptRowIsNamedWithItsCureAndAllOthersGoOn() {
        JdbcTaskStore store = openStore();
        for (int i = 0; i < 8; i++) {
            store.remember(accepted("t" + i, SUBMITTED, i));
        }
        execute("UPDATE CLAID_DOCUMENT SET DOCUMENT = '{\"acceptance\": {' WHERE TASK_KEY = 't0'");
        execute("UPDATE CLAID_DOCUMENT SET DOCUMENT = '[]' WHERE TASK_KEY = 't1'");
        execute("UPDATE CLAID_DOCUMENT SET DOCUMENT = '{}' WHERE TASK_KEY = 't2'");
        execute("UPDATE CLAID_TASK SET STATE = 'LOST' WHERE TASK_KEY = 't3'");
        execute("UPDATE CLAID_TASK SET MODE = 'lost', NAME = 'shop' WHERE TASK_KEY = 't4'");

        assertThatExceptionOfType(TaskStoreException.class)
                .isThrownBy(() -> store.find("t0"))
                .withMessageContaining("CLAID_TASK")
                .withMessageContaining("\"t0\"")
                .withMessageContaining("DELETE FROM CLAID_TASK WHERE TASK_KEY = 't0'")
                .withMessageContaining("paid again")
                .matches(e -> !e.isPassing());
        for (String key : List.of("t1", "t2", "t3", "t4")) {
            assertThatExceptionOfType(TaskStoreException.class).isThrownBy(() -> store.find(key));
        }
        assertThat(keys(store.find(List.of("t0", "t1", "t2", "t3", "t4", "t5"))))
                .containsExactly("t5");
        assertThat(keys(store.inState("me", TaskState.ACCEPTED, "", 2))).containsExactly("t5", "t6");
        assertThat(keys(store.perished(at(99), 3))).containsExactlyInAnyOrder("t5", "t6", "t7");
        assertThat(keys(store.claimDue(ME, List.of(SUBMITTED), at(99), 9))).containsExactly("t5", "t6", "t7");
        assertThat(messages()).hasSize(5);
    }

    @Test
    void corruptRowsDoNotStandInTheWayOfWhatIsDueAfterThem() {
        JdbcTaskStore store = openStore();
        for (int i = 0; i < 20; i++) {
            store.remember(accepted(String.format("t%02d", i), SUBMITTED, i));
        }
        execute("UPDATE CLAID_DOCUMENT SET DOCUMENT = 'x' WHERE TASK_KEY < 't10'");
        List<String> claimed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            claimed.addAll(keys(store.claimDue(ME, List.of(SUBMITTED), at(99), 3)));
        }
        assertThat(claimed).hasSize(10);
        assertThat(store.nextDue(List.of(SUBMITTED))).isEmpty();
        execute("UPDATE CLAID_DOCUMENT SET DOCUMENT = 'x' WHERE TASK_KEY < 't15'");
        assertThat(keys(store.orphans("me", 5))).containsExactlyInAnyOrder("t15", "t16", "t17", "t18", "t19");
        assertThat(messages()).hasSize(15);
    }

    @Test
    void aRowOfANewerReleaseIsReadThoughItSaysMore() {
        JdbcTaskStore store = openStore();
        TrackedTask task = accepted("a", SUBMITTED, 1);
        store.remember(task);
        execute(
                "UPDATE CLAID_DOCUMENT SET DOCUMENT = REPLACE(DOCUMENT, '{\"family\"', '{\"new\": [1, {}], \"family\"')");
        execute("UPDATE CLAID_TASK SET PROGRESS = REPLACE(PROGRESS, '\"polling\"', '\"novelty\": null, \"polling\"')");
        assertThat(store.find("a")).contains(task);
    }

    @Test
    void missingTablesAreMadeOrAskedFor() {
        JdbcTaskStore store = new JdbcTaskStore();
        store.setDataSource(newDatabase());
        assertThatIllegalStateException()
                .isThrownBy(store::open)
                .withMessageContaining("CLAID_*")
                .withMessageContaining(".sql")
                .withMessageContaining("createTable=true");
        store.setCreateTable(true);
        store.open();
        store.open();
        assertThat(store.remember(intent("a"))).isTrue();
        store.close();
        store.close();
        store.setCreateTable(false);
        store.open();
        assertThat(store.find("a")).isPresent();
    }

    @Test
    void severalNodesMayMakeTheTablesAtOnce() throws Exception {
        DataSource empty = newDatabase();
        assertThat(inThreads(4, thread -> () -> openStore(empty).remember(intent("k" + thread))))
                .containsOnly(true);
    }

    @Test
    void eachPrefixHasTablesOfItsOwn() {
        JdbcTaskStore store = openStore();
        JdbcTaskStore other = new JdbcTaskStore();
        other.setDataSource(database);
        other.setCreateTable(true);
        other.setTablePrefix("other_1_");
        other.open();
        store.remember(intent("a"));
        assertThat(other.find("a")).isEmpty();
        assertThat(other.remember(intent("a"))).isTrue();
        for (String prefix : List.of("", "1a", "a-b", "a.b", "a b", "ä", "a\"; DROP", "a".repeat(31))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.setTablePrefix(prefix))
                    .withMessageContaining("tablePrefix");
        }
    }

    @Test
    void tablesOfAnotherVersionAreRefused() {
        openStore().close();
        execute("UPDATE CLAID_SCHEMA SET VERSION = 99");
        assertThatIllegalStateException()
                .isThrownBy(this::openStore)
                .withMessageContaining("version 99")
                .withMessageContaining("newer release");
        execute("UPDATE CLAID_SCHEMA SET VERSION = 0");
        assertThatIllegalStateException()
                .isThrownBy(this::openStore)
                .withMessageContaining("version 0")
                .withMessageContaining("-0-to-1.sql");
    }

    @Test
    void tablesThatAreNotCompleteAreRefused() {
        openStore().close();
        execute("DROP TABLE CLAID_CHARGE");
        assertThatIllegalStateException().isThrownBy(this::openStore).withMessageContaining("not complete");
        execute("CREATE TABLE CLAID_CHARGE (ACCOUNT VARCHAR(9))");
        assertThatIllegalStateException().isThrownBy(this::openStore).withMessageContaining("not complete");
    }

    @Test
    void aStoreWithoutADataSourceAsksForIt() {
        assertThatIllegalStateException().isThrownBy(new JdbcTaskStore()::open).withMessageContaining("dataSource");
        assertThatExceptionOfType(TaskStoreException.class)
                .isThrownBy(() -> new JdbcTaskStore().find("a"))
                .withMessageContaining("not open");
    }

    @Test
    void whatWasClaimedByACallThatFailedIsClaimedAnew() {
        FailingDatabase failing = new FailingDatabase(database);
        JdbcTaskStore store = openStore(failing.source());
        store.remember(accepted("a", SUBMITTED, 1));
        failing.breakAfter(sql -> sql.contains("OWNER = ?, STAMP = ?"));
        assertThatExceptionOfType(TaskStoreException.class)
                .isThrownBy(() -> store.claimDue(ME, List.of(SUBMITTED), at(9), 5))
                .matches(TaskStoreException::isPassing);
        failing.breakAfter(sql -> true);
        assertThatExceptionOfType(TaskStoreException.class)
                .isThrownBy(() -> store.claimDue(ME, List.of(SUBMITTED), at(9), 5));
        failing.breakAfter(sql -> false);
        assertThat(keys(store.claimDue(ME, List.of(SUBMITTED), at(9), 5))).containsExactly("a");
        assertThat(store.claimDue(ME, List.of(SUBMITTED), at(9), 5)).isEmpty();
    }

    @Test
    void noSecretOfAUrlIsTold() {
        FailingDatabase failing = new FailingDatabase(database);
        JdbcTaskStore store = openStore(failing.source());
        failing.breakAfter(sql -> true);
        assertThatExceptionOfType(TaskStoreException.class)
                .isThrownBy(() -> store.find("a"))
                .withMessageContaining("08006")
                .satisfies(e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("hush");
                });
    }

    @Test
    void whatCannotBeStoredAtAllIsNotTriedForEver() {
        JdbcTaskStore store = openStore();
        TrackedTask task = intent("a").claimedBy("o".repeat(101));
        assertThatExceptionOfType(TaskStoreException.class)
                .isThrownBy(() -> store.remember(task))
                .matches(e -> !e.isPassing());
    }

    List<String> messages() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    static <T> List<T> inThreads(int threads, java.util.function.IntFunction<Callable<T>> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> all = IntStream.range(0, threads)
                    .mapToObj(thread -> pool.submit(work.apply(thread)))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : all) {
                results.add(each.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    static List<String> keys(List<TrackedTask> tasks) {
        return tasks.stream().map(TrackedTask::key).toList();
    }

    static TrackedTask intent(String key) {
        return Desk.intent(key, SUBMITTED, "print");
    }

    static TrackedTask accepted(String key, Lane lane, long id) {
        return Desk.intent(key, lane, "print")
                .accepted(new Acceptance(TaskFamily.EDIT, id, ApiVersion.V1, at(0), null), Polling.NONE.at(at(1)));
    }

    static TrackedTask unknown(String key) {
        return intent(key).over(TaskState.UNKNOWN, new Outcome(null, "broken", at(1)));
    }

    static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
