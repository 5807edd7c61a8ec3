package io.github.camelclaid.client;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Clients, servers and slots of one test, closed after it. */
final class ClientFixture implements AfterEachCallback {

    static final String KEY = "sk_live_0123456789abcdef";
    static final EditRequest EDIT = new EditRequest(
            "https://example.com/shoe.jpg", Operations.fromJson(JsonNodeFactory.instance.objectNode()), null);
    static final String ACCEPTED = """
            {"data":{"id":7,"status":"ACCEPTED","created_at":"2023-03-13T11:37:09.160554+00:00",\
            "result_url":"http://api.claid.ai/v1-beta1/image/edit/async/7","request":{}}}""";

    static {
        // thousands of lines that nobody reads
        ((Logger) LoggerFactory.getLogger("org.apache.hc")).setLevel(Level.INFO);
    }

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<AutoCloseable> open = new ArrayList<>();
    final RecordingSlot slot = new RecordingSlot();

    ClaidClient client(URI baseUrl) {
        return client(new ClaidConnection(baseUrl, KEY).withRequestTimeout(Duration.ofSeconds(15)));
    }

    ClaidClient client(ClaidConnection connection) {
        return close(new ClaidClient(connection, timer));
    }

    RawServer server(RawServer.Conversation conversation) throws Exception {
        return close(new RawServer(conversation));
    }

    <T extends AutoCloseable> T close(T closeable) {
        open.add(closeable);
        return closeable;
    }

    CompletableFuture<ClaidTask> submit(ClaidClient client) {
        return client.submit(EDIT, ApiVersion.V1_BETA1, slot);
    }

    CompletableFuture<ClaidTask> submit(URI baseUrl) {
        return submit(client(baseUrl));
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** What {@code future} fails with; its text and that of its causes must not hold the key. */
    static <X extends Throwable> X failure(CompletableFuture<?> future, Class<X> type) throws Exception {
        try {
            Object value = get(future);
            throw new AssertionError("should have failed with " + type.getSimpleName() + ", but is " + value);
        } catch (ExecutionException e) {
            for (Throwable each = e.getCause(); each != null; each = each.getCause()) {
                assertThat(each.toString()).doesNotContain(KEY);
            }
            assertThat(e.getCause()).isInstanceOf(type);
            return type.cast(e.getCause());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        timer.shutdownNow();
    }
}
