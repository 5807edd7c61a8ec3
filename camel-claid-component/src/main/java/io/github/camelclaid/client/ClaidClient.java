package io.github.camelclaid.client;

import io.github.camelclaid.quota.Slot;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Claid's asynchronous image-edit API over HTTP, without blocking. Paths and bodies are those of the Async API
 * Reference; the key goes as {@code Authorization: Bearer} (page "Authentication") to the configured base URL and
 * nowhere else.
 *
 * <p><b>Nothing is ever sent twice.</b> Retries and redirects are off. The outcome of a call that is charged, a submit
 * or an upload, is one of four: the answer; {@link ClaidUnavailableException}, certainly nothing was sent;
 * {@link ClaidApiException}, certainly refused; {@link ClaidUnknownOutcomeException}, everything else.
 *
 * <p><b>Futures</b> fail with just these exceptions (seen unwrapped by {@code whenComplete} on the returned future).
 * They complete on a thread of this client or of its timer, which a callback must not hold up: callers hop to threads
 * of their own. Only a call that fails for what it was given, or for a closed client, may have completed before it
 * returns. Cancelling one changes nothing: the request goes on, and its slot is told what became of it.
 *
 * <p><b>Slots.</b> Every call tells its {@link Slot} exactly once, before its future completes: answered as soon as the
 * head of an answer is there, whatever its status; unanswered if something may have been sent; else unused.
 *
 * <p>Safe for use by any thread.
 */
public final class ClaidClient implements AutoCloseable {

    private static final ContentType JSON = ContentType.create("application/json");
    /** An answer about a batch holds half a kilobyte for each image, and the addresses of all. */
    private static final long MOST_BATCH_BYTES = 64_000_000;

    private static final String USER_AGENT = "camel-claid/" + version();

    private final ClaidConnection connection;
    private final ScheduledExecutorService timer;
    private final CloseableHttpAsyncClient charges;
    private final CloseableHttpAsyncClient polls;
    private final ThreadPoolExecutor starter;
    private final URIAuthority authority;
    private final Secret secret;
    private final ErrorBody errors;
    private final Set<HttpCall> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param timer ends exchanges that take too long; not shut down by {@link #close()}. Its tasks are short, and one
     *     that drops cancelled tasks ({@code setRemoveOnCancelPolicy}) keeps fewer of them
     */
    public ClaidClient(ClaidConnection connection, ScheduledExecutorService timer) {
        this.connection = connection;
        this.timer = timer;
        // taken apart once, as HttpClient does it for each request
        this.authority = new BasicHttpRequest(Method.GET, connection.baseUrl()).getAuthority();
        this.secret = new Secret(connection.apiKey());
        this.errors = new ErrorBody(secret);
        this.charges = ClaidHttp.forCharges(connection, USER_AGENT);
        this.polls = ClaidHttp.forPolls(connection, USER_AGENT);
        this.starter = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "claid-http-start");
            thread.setDaemon(true);
            return thread;
        });
        starter.allowCoreThreadTimeOut(true);
        charges.start();
        polls.start();
    }

    /**
     * Submits an edit, or a batch of edits, which Claid charges for when it accepts it.
     *
     * @return the accepted task; else fails as told above
     */
    public CompletableFuture<ClaidTask> submit(EditRequest request, ApiVersion version, Slot slot) {
        byte[] body;
        try {
            body = ClaidJson.write(request.toJson());
        } catch (RuntimeException e) {
            slot.unused();
            return CompletableFuture.failedFuture(e);
        }
        TaskFamily family = request.family();
        String path = path(version, family.path());
        HttpCall call = start(
                charges,
                slot,
                new Limits(connection.requestTimeout(), mostBytes(family)),
                () -> request(Method.POST, path, new BasicAsyncEntityProducer(body, JSON)));
        return read(call, ending -> {
            requireAnswer(ending, "edit");
            try {
                return ClaidTask.fromJson(family, ClaidJson.read(ending.body()), ending.requestId());
            } catch (IOException | ClaidUnreadableTaskException | RuntimeException e) {
                throw unreadable(ending, e);
            }
        });
    }

    /**
     * Sends a picture through Claid without an edit, for the temporary URL it gets (page "Upload"). The file is read
     * while it is sent, piece by piece, and must not change meanwhile. Presumably charged: no page says that it is not.
     *
     * @return what Claid made of it, answered at once; else fails as told above, or with the {@link IOException} that
     *     opening the file ended with, when nothing was sent
     */
    public CompletableFuture<UploadedImage> upload(Upload upload, ApiVersion version, Slot slot) {
        String path = path(version, "/image/edit/upload");
        HttpCall call = start(
                charges,
                slot,
                new Limits(connection.uploadTimeout(), connection.maxResponseBytes()),
                () -> request(Method.POST, path, MultipartBody.open(upload)));
        return read(call, ending -> {
            if (!ending.sent() && ending.trouble() instanceof UnreadableFileException e) {
                throw e.cause();
            }
            requireAnswer(ending, "upload");
            try {
                return UploadedImage.fromJson(ClaidJson.read(ending.body()), ending.requestId());
            } catch (IOException | ClaidUnreadableTaskException | RuntimeException e) {
                throw unreadable(ending, e);
            }
        });
    }

    /**
     * Asks how far a task is, which is free.
     *
     * @param family the one that the id is of
     * @param version the one that accepted the task
     * @return the task; fails with {@link ClaidApiException} for an answer outside 2xx and with
     *     {@link ClaidUnavailableException} for every other trouble
     */
    public CompletableFuture<ClaidTask> status(TaskFamily family, long taskId, ApiVersion version, Slot slot) {
        String task = family.noun() + " " + taskId;
        // built from what we know: the result_url of an answer may be plain http or lead elsewhere
        String path = path(version, family.path() + "/" + taskId);
        HttpCall call = start(
                polls,
                slot,
                new Limits(connection.requestTimeout(), mostBytes(family)),
                () -> request(Method.GET, path, null));
        return read(call, ending -> {
            if (ending.head() != null && !ending.head().isSuccess()) {
                throw refusal(ending, "did not tell the status of " + task);
            }
            if (ending.body() == null) {
                throw new ClaidUnavailableException(
                        "Claid could not be asked for " + task + ": " + ending.reason(secret),
                        secret.redact(ending.trouble()));
            }
            ClaidTask answer;
            try {
                answer = ClaidTask.fromJson(family, ClaidJson.read(ending.body()), ending.requestId());
            } catch (IOException | ClaidUnreadableTaskException | RuntimeException e) {
                throw new ClaidUnavailableException("Claid's answer for " + task + " cannot be read: " + what(e), null);
            }
            if (answer.id() != taskId) {
                // the picture of another task would be delivered
                throw new ClaidUnavailableException("Claid's answer for " + task + " is about " + answer.id(), null);
            }
            return answer;
        });
    }

    /** Closes all connections at once. Calls under way end: unknown what was sent, unavailable what was not. */
    @Override
    public void close() {
        closed = true;
        starter.shutdownNow();
        calls.forEach(call -> call.giveUp(new IOException("the client was closed")));
        charges.close(CloseMode.GRACEFUL);
        polls.close(CloseMode.GRACEFUL);
    }

    private String path(ApiVersion version, String resource) {
        return connection.baseUrl().getRawPath() + "/" + version.prefix() + resource;
    }

    private AsyncRequestProducer request(Method method, String path, AsyncEntityProducer entity) {
        BasicHttpRequest request =
                new BasicHttpRequest(method.name(), connection.baseUrl().getScheme(), authority, path);
        request.addHeader(new BearerHeader(connection.apiKey()));
        request.addHeader(HttpHeaders.ACCEPT, "application/json");
        return new BasicRequestProducer(request, entity);
    }

    private long mostBytes(TaskFamily family) {
        return family == TaskFamily.BATCH
                ? Math.max(MOST_BATCH_BYTES, connection.maxResponseBytes())
                : connection.maxResponseBytes();
    }

    private HttpCall start(CloseableHttpAsyncClient http, Slot slot, Limits limits, Opening opening) {
        HttpCall call = new HttpCall(slot);
        calls.add(call);
        call.ending().thenRun(() -> calls.remove(call));
        try {
            call.watchedBy(timer.schedule(
                    () -> call.giveUp(new InterruptedIOException("no complete answer within " + limits.time())),
                    limits.time().toMillis(),
                    TimeUnit.MILLISECONDS));
            // looking up a host blocks, and trouble found there would be told on the caller's own thread
            starter.execute(() -> send(http, call, limits, opening));
        } catch (RejectedExecutionException e) {
            call.failed(new IOException("the client or its timer was closed", e));
        }
        if (closed) {
            call.giveUp(new IOException("the client was closed"));
        }
        return call;
    }

    private void send(CloseableHttpAsyncClient http, HttpCall call, Limits limits, Opening opening) {
        if (call.hasEnded()) {
            return;
        }
        try {
            HttpClientContext context = HttpClientContext.create();
            context.setAttribute(WatchedExecution.CALL, call);
            AsyncRequestProducer request = opening.open();
            // the client lets go of what it began to send, not of what it never took
            call.ending().thenRun(request::releaseResources);
            http.execute(
                    request, new AnswerConsumer(call, limits.bytes(), secret), context, new FutureCallback<byte[]>() {
                        @Override
                        public void completed(byte[] body) {
                            call.received(body);
                        }

                        @Override
                        public void failed(Exception trouble) {
                            call.failed(trouble);
                        }

                        @Override
                        public void cancelled() {
                            call.failed(new CancellationException("the client was closed"));
                        }
                    });
        } catch (IOException | RuntimeException e) {
            call.failed(e);
        }
    }

    private <T> CompletableFuture<T> read(HttpCall call, Reading<T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        call.ending().thenAccept(ending -> {
            try {
                result.complete(reading.read(ending));
            } catch (ClaidException | IOException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void requireAnswer(Ending ending, String what) throws ClaidException {
        switch (Fate.of(ending)) {
            case ANSWERED -> {}
            case NOT_SENT ->
                throw new ClaidUnavailableException(
                        "Claid could not be reached, nothing was sent: " + ending.reason(secret),
                        secret.redact(ending.trouble()));
            case REFUSED -> throw refusal(ending, "refused the " + what);
            case UNKNOWN -> throw unknown(ending);
        }
    }

    private ClaidApiException refusal(Ending ending, String what) {
        boolean redirect = Fate.isRedirect(ending.head().status());
        return new ClaidApiException(redirect ? "answered with a redirect, check baseUrl" : what, errors.read(ending));
    }

    private ClaidUnknownOutcomeException unknown(Ending ending) {
        String reason = ending.trouble() == null
                ? "its answer is neither a success nor a certain refusal: "
                        + errors.read(ending).reason()
                : ending.reason(secret);
        return new ClaidUnknownOutcomeException(
                reason, ending.status(), ending.requestId(), secret.redact(ending.trouble()));
    }

    /** The cause is told but not kept: a parser's message may quote the answer. */
    private static ClaidUnknownOutcomeException unreadable(Ending ending, Exception cause) {
        return new ClaidUnknownOutcomeException(
                "its answer cannot be read: " + what(cause), ending.status(), ending.requestId(), null);
    }

    private static String what(Exception cause) {
        return cause instanceof ClaidException ? cause.getMessage() : "not JSON";
    }

    private static String version() {
        try (InputStream file = ClaidClient.class.getResourceAsStream(
                "/META-INF/maven/io.github.camelclaid/camel-claid/pom.properties")) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return "ClaidClient[" + connection + "]";
    }

    /**
     * @param time for the whole exchange
     * @param bytes of the longest answer that is read
     */
    private record Limits(Duration time, long bytes) {}

    /** Makes a request ready to be sent; may touch files. */
    private interface Opening {
        AsyncRequestProducer open() throws IOException;
    }

    private interface Reading<T> {
        T read(Ending ending) throws ClaidException, IOException;
    }
}
