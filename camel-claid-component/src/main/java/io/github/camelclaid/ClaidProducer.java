package io.github.camelclaid;

import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.UntrustedText;
import io.github.camelclaid.task.Mode;
import io.github.camelclaid.task.Submission;
import io.github.camelclaid.task.SubmitPolicy;
import io.github.camelclaid.task.TaskKey;
import io.github.camelclaid.task.TaskTracker;
import io.github.camelclaid.task.Waiting;
import io.github.camelclaid.transfer.DownloadedImage;
import io.github.camelclaid.transfer.ImageSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits edits, waits for tasks, fetches pictures; without a thread that waits. */
final class ClaidProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(ClaidProducer.class);
    private static final int LONGEST_ABOUT = 500;
    private static final String[] REQUEST_HEADERS = {
        ClaidConstants.OPERATION,
        ClaidConstants.INPUT,
        ClaidConstants.OPERATIONS,
        ClaidConstants.OUTPUT,
        ClaidConstants.TASK_KEY
    };

    private final ClaidEndpoint endpoint;
    private final ClaidConfiguration options;
    private final RequestMapping requests;
    private final KeyMapping keys;
    private final String[] carryHeaders;

    ClaidProducer(ClaidEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.requests = new RequestMapping(endpoint);
        this.keys = new KeyMapping(options);
        this.carryHeaders = HeaderNames.split(options.getCarryHeaders());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // a setting that cannot be used is to stop the route from starting, not to fail its messages
        ClaidService service = endpoint.service();
        service.tracker().tallies().of(endpoint.getName());
        boolean submits =
                options.getOperation() == ClaidOperation.submit || options.getOperation() == ClaidOperation.edit;
        if (submits && options.getStaging() == ClaidConfiguration.Staging.upload) {
            service.sayThatUploadsAreCharged();
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (parking().endsAtOnce(exchange, callback)) {
            return false;
        }
        try {
            switch (operation(exchange)) {
                case submit -> submit(exchange, callback);
                case edit -> edit(exchange, callback);
                case status -> status(exchange, callback);
                case await -> await(exchange, callback);
                case download -> download(exchange, callback);
            }
            return false;
        } catch (ClaidInvalidRequestException | IOException | RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private ClaidOperation operation(Exchange exchange) throws ClaidInvalidRequestException {
        Object header = exchange.getMessage().getHeader(ClaidConstants.OPERATION);
        if (header == null) {
            return options.getOperation();
        }
        try {
            return ClaidOperation.valueOf(header.toString());
        } catch (IllegalArgumentException e) {
            String allowed = "submit, edit, status, await, download";
            throw new ClaidInvalidRequestException(
                    ClaidConstants.OPERATION + " is \"" + header + "\", allowed: " + allowed,
                    ClaidConstants.OPERATION,
                    header.toString(),
                    allowed);
        }
    }

    private void submit(Exchange exchange, AsyncCallback callback) throws ClaidInvalidRequestException, IOException {
        Submission submission = submission(exchange, Mode.SUBMITTED);
        Waiting waiting = tracker().submit(submission);
        closeWhenDone(submission.bytes(), waiting);
        if (submission.mayReturn()) {
            tellTheLedger(waiting, exchange);
        }
        parking().park(exchange, callback, waiting::withdraw).goOnWith(waiting.result(), task -> {
            consumeRequest(exchange);
            ResultMapping.put(task.lastAnswer(), exchange);
        });
    }

    private void edit(Exchange exchange, AsyncCallback callback) throws ClaidInvalidRequestException, IOException {
        Submission submission = submission(exchange, Mode.AWAITED);
        refuseDownload(submission.request().family());
        Waiting waiting = tracker().edit(submission);
        closeWhenDone(submission.bytes(), waiting);
        goOnWhenOver(waiting, exchange, callback);
    }

    private void await(Exchange exchange, AsyncCallback callback) throws ClaidInvalidRequestException {
        long taskId = taskId(exchange);
        TaskFamily family = family(exchange);
        refuseDownload(family);
        Waiting waiting = tracker().await(endpoint.lane(Mode.AWAITED), family, taskId, policy(Mode.AWAITED));
        goOnWhenOver(waiting, exchange, callback);
    }

    private void refuseDownload(TaskFamily family) throws ClaidInvalidRequestException {
        if (options.isDownload() && family == TaskFamily.BATCH) {
            String allowed = "download=false, or operation=submit and a consumer with download=true, which fetches the"
                    + " picture of each item";
            throw new ClaidInvalidRequestException(
                    "download is true for a batch, whose pictures do not fit into one message, allowed: " + allowed,
                    "download",
                    "true",
                    allowed);
        }
    }

    private void goOnWhenOver(Waiting waiting, Exchange exchange, AsyncCallback callback) {
        tellTheLedger(waiting, exchange);
        CompletionStage<Finished> finished = waiting.result().thenCompose(task -> {
            ClaidTask answer = task.outcome().task();
            if (!options.isDownload()) {
                return CompletableFuture.completedFuture(new Finished(answer, null));
            }
            return fetch().fetch(answer).thenApply(picture -> new Finished(answer, picture));
        });
        parking()
                .park(exchange, callback, waiting::withdraw)
                .goOnWith(
                        finished,
                        result -> {
                            consumeRequest(exchange);
                            result.put(exchange);
                        },
                        Finished::discard);
    }

    /** When the exchange ends, how. */
    private void tellTheLedger(Waiting waiting, Exchange exchange) {
        exchange.getExchangeExtension()
                .addOnCompletion(new Acknowledgement(waiting, endpoint.service().routing()));
    }

    /** @param picture null where only the task is wanted */
    private record Finished(ClaidTask task, DownloadedImage picture) {

        void put(Exchange exchange) {
            ResultMapping.put(task, exchange);
            if (picture != null) {
                PictureFetch.put(picture, exchange);
            }
        }

        void discard() {
            if (picture != null) {
                PictureFetch.discard(picture);
            }
        }
    }

    private void status(Exchange exchange, AsyncCallback callback) throws ClaidInvalidRequestException {
        long taskId = taskId(exchange);
        exchange.getMessage().removeHeader(ClaidConstants.OPERATION);
        CompletionStage<ClaidTask> answer = tracker().status(endpoint.lane(Mode.AWAITED), family(exchange), taskId);
        parking().park(exchange, callback, () -> {}).goOnWith(answer, task -> ResultMapping.put(task, exchange));
    }

    private void download(Exchange exchange, AsyncCallback callback) throws ClaidInvalidRequestException {
        CompletableFuture<DownloadedImage> picture = wantedPicture(exchange);
        exchange.getMessage().removeHeader(ClaidConstants.OPERATION);
        parking()
                .park(exchange, callback, () -> {})
                .goOnWith(picture, image -> PictureFetch.put(image, exchange), PictureFetch::discard);
    }

    private CompletableFuture<DownloadedImage> wantedPicture(Exchange exchange) throws ClaidInvalidRequestException {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof ClaidTask task) {
            return fetch().fetch(task);
        }
        String url = message.getHeader(ClaidConstants.TMP_URL, String.class);
        if (url != null) {
            return fetch().fetch(url, message.getHeader(ClaidConstants.MIME, String.class));
        }
        if (exchange.getProperty(ClaidConstants.TASK_PROPERTY) instanceof ClaidTask task) {
            return fetch().fetch(task);
        }
        String allowed = "a finished ClaidTask as body, or the header " + ClaidConstants.TMP_URL;
        throw new ClaidInvalidRequestException(
                "there is nothing to download, allowed: " + allowed, ClaidConstants.TMP_URL, null, allowed);
    }

    private Submission submission(Exchange exchange, Mode mode) throws ClaidInvalidRequestException, IOException {
        Message message = exchange.getMessage();
        RequestMapping.Mapped mapped = requests.map(exchange);
        TaskKey key = keys.key(message, mapped, mode);
        Map<String, Object> carried = mode == Mode.SUBMITTED ? HeaderNames.pick(message, carryHeaders) : Map.of();
        String file = message.getHeader(Exchange.FILE_NAME, mapped.about(), String.class);
        return new Submission(
                endpoint.lane(mode),
                key,
                mapped.request(),
                mapped.bytes(),
                policy(mode),
                carried,
                UntrustedText.line(file, LONGEST_ABOUT));
    }

    /** So that the next edit of the route is another one. A request that failed stays: it can be sent again. */
    private static void consumeRequest(Exchange exchange) {
        for (String header : REQUEST_HEADERS) {
            exchange.getMessage().removeHeader(header);
        }
    }

    private SubmitPolicy policy(Mode mode) {
        return new SubmitPolicy(
                options.getDuplicates(),
                options.getOnFailed(),
                options.getOnUnknown(),
                options.getOnAccountError(),
                // who waits for a task needs it to be remembered
                options.isRemember() || mode == Mode.AWAITED,
                taskTimeout());
    }

    private static void closeWhenDone(ImageSource bytes, Waiting waiting) {
        if (bytes != null) {
            waiting.result().whenComplete((task, failure) -> {
                try {
                    bytes.close();
                } catch (IOException e) {
                    LOG.warn("The temporary file {} could not be deleted", bytes.file(), e);
                }
            });
        }
    }

    private static long taskId(Exchange exchange) throws ClaidInvalidRequestException {
        Object header = exchange.getMessage().getHeader(ClaidConstants.TASK_ID);
        try {
            long id = header == null ? 0 : Long.parseLong(header.toString().strip());
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            LOG.trace("{} is no number", ClaidConstants.TASK_ID, e);
        }
        throw new ClaidInvalidRequestException(
                ClaidConstants.TASK_ID + (header == null ? " is missing" : " is \"" + header + "\"")
                        + ", allowed: the id of a task, a positive integer",
                ClaidConstants.TASK_ID,
                header == null ? null : header.toString(),
                "the id of a task, a positive integer");
    }

    private static TaskFamily family(Exchange exchange) {
        return exchange.getMessage().getHeader(ClaidConstants.BATCH, false, boolean.class)
                ? TaskFamily.BATCH
                : TaskFamily.EDIT;
    }

    private Duration taskTimeout() {
        return Duration.ofMillis(options.getTaskTimeout());
    }

    private TaskTracker tracker() {
        return endpoint.service().tracker();
    }

    private Parking parking() {
        return endpoint.service().parking();
    }

    private PictureFetch fetch() {
        return endpoint.service().pictures();
    }

    /**
     * Tells the ledger after everybody else: Camel's own completions, such as the move of the source's file, run before.
     */
    private static final class Acknowledgement extends SynchronizationAdapter {

        private final Waiting waiting;
        private final Executor workers;

        Acknowledgement(Waiting waiting, Executor workers) {
            this.waiting = waiting;
            this.workers = workers;
        }

        @Override
        public void onComplete(Exchange exchange) {
            waiting.acknowledge();
        }

        @Override
        public void onFailure(Exchange exchange) {
            if (exchange.isRouteStop()) {
                // many at once, and the store may be away
                workers.execute(waiting::withdraw);
            } else {
                waiting.withdraw();
            }
        }

        @Override
        public int getOrder() {
            return LOWEST;
        }
    }
}
