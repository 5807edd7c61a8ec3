package io.github.camelclaid.client;

import static io.github.camelclaid.client.ClientFixture.ACCEPTED;
import static io.github.camelclaid.client.ClientFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Deadlines, resets, farewells, full pools and a closing client race for many calls at once. The server's book is the
 * judge: what the client calls not sent must not be in it, and nothing may be in it twice.
 */
@Timeout(120)
class RacingEndingsTest {

    private static final int SUBMITS = 2000;

    @RegisterExtension
    final ClientFixture fixture = new ClientFixture();

    @RepeatedTest(3)
    void whatWasNotSentIsNotInTheServersBook() throws Exception {
        long seed = System.nanoTime();
        AtomicInteger served = new AtomicInteger();
        Map<String, Integer> book = new ConcurrentHashMap<>();
        CountDownLatch never = new CountDownLatch(1);
        RawServer server = fixture.server(connection -> {
            Random dice = new Random(seed + served.incrementAndGet());
            while (true) {
                if (dice.nextInt(20) == 0) {
                    connection.reset();
                    return;
                }
                RawServer.Request request = connection.read();
                if (request == null) {
                    return;
                }
                book.merge(ClaidJson.read(request.body()).get("input").textValue(), 1, Integer::sum);
                switch (dice.nextInt(12)) {
                    case 0 -> connection.reset();
                    case 1 -> {
                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{");
                        return;
                    }
                    case 2 -> connection.answer("503 Busy", "Retry-After: 0\r\n", "");
                    case 3 -> connection.answer("429 Slow", "", "");
                    case 4 -> {
                        never.await(dice.nextInt(60), TimeUnit.MILLISECONDS);
                        connection.answer("200 OK", "", ACCEPTED);
                    }
                    case 5 -> {
                        connection.answer("200 OK", "", ACCEPTED);
                        return;
                    }
                    default -> connection.answer("200 OK", "", ACCEPTED);
                }
            }
        });
        ClaidClient client =
                fixture.client(new ClaidConnection(server.url(), KEY).withRequestTimeout(Duration.ofMillis(40)));

        List<RecordingSlot> slots = new ArrayList<>();
        List<CompletableFuture<ClaidTask>> tasks = new ArrayList<>();
        // more than there are connections, so that some wait for one until their deadline
        Semaphore underWay = new Semaphore(80);
        for (int i = 0; i < SUBMITS; i++) {
            underWay.acquire();
            RecordingSlot slot = new RecordingSlot();
            EditRequest edit = new EditRequest(
                    "https://example.com/" + i, Operations.fromJson(JsonNodeFactory.instance.objectNode()), null);
            CompletableFuture<ClaidTask> task = client.submit(edit, ApiVersion.V1, slot);
            task.whenComplete((done, trouble) -> underWay.release());
            slots.add(slot);
            tasks.add(task);
            if (i == SUBMITS - 20) {
                client.close();
            }
        }

        Map<Fate, Set<String>> fates = new EnumMap<>(Fate.class);
        for (int i = 0; i < SUBMITS; i++) {
            fates.computeIfAbsent(fate(tasks.get(i)), none -> new HashSet<>()).add("https://example.com/" + i);
            assertThat(slots.get(i).reports).as("seed %d", seed).hasSize(1);
            if (fate(tasks.get(i)) == Fate.NOT_SENT) {
                assertThat(slots.get(i).reports).containsExactly("unused");
            }
        }
        server.close();
        assertThat(fates).as("seed %d", seed).containsOnlyKeys(Fate.values());
        assertThat(book.values()).as("seed %d", seed).containsOnly(1);
        assertThat(book.keySet())
                .as("seed %d", seed)
                .containsAll(fates.get(Fate.ANSWERED))
                .containsAll(fates.get(Fate.REFUSED))
                .doesNotContainAnyElementsOf(fates.get(Fate.NOT_SENT));
    }

    private static Fate fate(CompletableFuture<ClaidTask> task) throws Exception {
        Throwable trouble = task.handle((done, failure) -> failure).get(20, TimeUnit.SECONDS);
        if (trouble == null) {
            return Fate.ANSWERED;
        }
        if (trouble instanceof ClaidUnavailableException) {
            return Fate.NOT_SENT;
        }
        if (trouble instanceof ClaidApiException) {
            return Fate.REFUSED;
        }
        assertThat(trouble).isInstanceOf(ClaidUnknownOutcomeException.class);
        return Fate.UNKNOWN;
    }
}
