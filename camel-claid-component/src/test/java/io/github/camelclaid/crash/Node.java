package io.github.camelclaid.crash;

import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.ClaidConfiguration;
import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.ClaidEndpoint;
import io.github.camelclaid.FastTime;
import io.github.camelclaid.Shop;
import io.github.camelclaid.task.TaskState;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.TaskStoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** One life of a process: a Camel context with the component, on folders and in a store that outlast it. */
final class Node implements AutoCloseable {

    static final String ACCOUNT = "shop";
    static final String KEY = "test-key";

    final DefaultCamelContext camel = new DefaultCamelContext();
    final ClaidComponent component = new ClaidComponent();
    final TaskStore store;
    private final Settings settings;
    private final Workshop workshop;
    private final Halt halt;
    final FastTime time;

    /**
     * @param store see {@link Stores}
     * @param epoch when its time was as late as it really was
     * @param speed how many times faster it passes
     */
    record Settings(Path dir, Flow flow, String store, String baseUrl, Instant epoch, double speed) {

        String[] asArguments() {
            return new String[] {
                dir.toString(), flow.name(), store, baseUrl, Long.toString(epoch.toEpochMilli()), Double.toString(speed)
            };
        }

        static Settings of(String[] arguments) {
            return new Settings(
                    Path.of(arguments[0]),
                    Flow.valueOf(arguments[1]),
                    arguments[2],
                    arguments[3],
                    Instant.ofEpochMilli(Long.parseLong(arguments[4])),
                    Double.parseDouble(arguments[5]));
        }
    }

    Node(Settings settings, Halt halt) {
        this.settings = settings;
        this.halt = halt;
        this.workshop = new Workshop(settings.dir());
        this.time = new FastTime(settings.speed(), settings.epoch());
        this.store = Stores.at(settings.store());
        time.pace(component);
        component.setTaskStore(HaltingStore.around(store, halt));
        component.setRateLimit("unlimited");
        // the first edit of a simulator takes its real time
        component.setTransferTimeout(Duration.ofHours(1).toMillis());
        ClaidConfiguration options = component.getConfiguration();
        options.setApiKey(KEY);
        options.setAccount(ACCOUNT);
        options.setBaseUrl(settings.baseUrl());
        options.setOperations("{\"resizing\": {\"width\": \"50%\", \"height\": \"50%\"}}");
        camel.addComponent("claid", component);
        camel.setUseBreadcrumb(settings.flow() == Flow.SUBMIT_BREADCRUMB);
    }

    Node start() throws Exception {
        return start(routes());
    }

    Node start(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        camel.start();
        return this;
    }

    /** Whether nothing is left to be done, but for what only somebody can decide. */
    boolean isIdle() {
        return unfinished().isEmpty();
    }

    /** What is left to be done. */
    List<String> unfinished() {
        List<String> left = new ArrayList<>(Workshop.files(workshop.inbox()));
        int inFlight = camel.getInflightRepository().size();
        if (inFlight > 0) {
            left.add(inFlight + " exchanges");
        }
        try {
            for (TaskState state : EnumSet.complementOf(atRest())) {
                store.inState(ACCOUNT, state, "", 1000).forEach(task -> left.add(task.toString()));
            }
        } catch (TaskStoreException e) {
            left.add("a store that is away: " + e.getMessage());
        }
        return left;
    }

    private EnumSet<TaskState> atRest() {
        return settings.flow().submits
                ? EnumSet.of(TaskState.UNKNOWN)
                : EnumSet.of(TaskState.FINISHED, TaskState.UNKNOWN, TaskState.EXPIRED);
    }

    /** Whether the component says that it cannot write down what happens. */
    boolean isStoreAway() {
        return Shop.TrackerView.of(camel.getEndpoint("claid:shop", ClaidEndpoint.class))
                .trouble();
    }

    /**
     * The pictures in the inbox, which go to {@code done} or {@code failed}. The read lock keeps Camel from handing over a
     * file that it has just moved away, and from deleting where it was moved to.
     */
    String source() {
        return "file:" + workshop.inbox()
                + "?initialDelay=0&delay=100&readLock=changed&readLockCheckInterval=20&readLockTimeout=200&move=../done/${file:name}&moveFailed=../failed/${file:name}";
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                if (settings.flow().submits) {
                    from(source())
                            .process(Node.this::nameInput)
                            .to("claid:shop")
                            .process(exchange -> halt.at(Point.SUBMIT_RETURNED));
                    from("claid:shop?download=true&initialDelay=0&delay=200")
                            .process(Node.this::deliver)
                            .to("file:" + workshop.outbox())
                            .process(Node.this::delivered);
                } else {
                    from(source())
                            .process(Node.this::nameInput)
                            .to("claid:shop?operation=edit&download=true")
                            .process(Node.this::deliver)
                            .to("file:" + workshop.outbox())
                            .process(Node.this::delivered);
                }
            }
        };
    }

    private void nameInput(Exchange exchange) {
        if (!settings.flow().uploads) {
            Message message = exchange.getMessage();
            message.setBody("storage://shop/" + message.getHeader(Exchange.FILE_NAME));
        }
    }

    private void deliver(Exchange exchange) throws Exception {
        halt.at(Point.BEFORE_DELIVERY);
        if (halt.wanted() == Point.DURING_DELIVERY) {
            byte[] picture = exchange.getMessage().getMandatoryBody(byte[].class);
            exchange.getMessage().setBody(new HalfHeld(picture, halt).stream());
        }
    }

    void delivered(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String line = message.getHeader(ClaidConstants.TASK_ID) + " " + message.getHeader(Exchange.FILE_NAME) + "\n";
        Files.writeString(workshop.deliveries(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        halt.at(Point.AFTER_DELIVERY);
    }

    /** A picture of which the second half does not come. */
    private record HalfHeld(byte[] picture, Halt halt) {

        InputStream stream() {
            byte[] first = Arrays.copyOf(picture, picture.length / 2);
            byte[] second = Arrays.copyOfRange(picture, first.length, picture.length);
            InputStream held = new ByteArrayInputStream(second) {
                @Override
                public synchronized int read(byte[] into, int from, int most) {
                    if (pos == 0) {
                        halt.at(Point.DURING_DELIVERY);
                    }
                    return super.read(into, from, most);
                }
            };
            return new SequenceInputStream(new ByteArrayInputStream(first), held);
        }
    }

    @Override
    public void close() {
        camel.stop();
        time.shutdownNow();
        Stores.close(store);
    }

    /** A process that is going to be killed: the settings, and at which point, at the how manieth picture there. */
    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.of(arguments);
        Halt halt = arguments.length > 6
                ? new Halt(Point.valueOf(arguments[6]), Integer.parseInt(arguments[7]))
                : Halt.NOWHERE;
        try (Node node = new Node(settings, halt).start()) {
            System.out.println("UP");
            // ends with the process that started it, if not before
            while (System.in.read() >= 0) {
                halt.release();
            }
        }
    }
}
