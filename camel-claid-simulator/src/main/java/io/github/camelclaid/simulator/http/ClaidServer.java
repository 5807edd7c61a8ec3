package io.github.camelclaid.simulator.http;

import static io.undertow.util.Methods.DELETE;
import static io.undertow.util.Methods.GET;
import static io.undertow.util.Methods.HEAD;
import static io.undertow.util.Methods.PATCH;
import static io.undertow.util.Methods.POST;

import io.github.camelclaid.simulator.edit.ResultFiles;
import io.github.camelclaid.simulator.edit.Thumbnails;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.quota.QuotaWindows;
import io.github.camelclaid.simulator.script.Conduct;
import io.github.camelclaid.simulator.script.Script;
import io.github.camelclaid.simulator.storage.Storages;
import io.github.camelclaid.simulator.task.TaskFamily;
import io.github.camelclaid.simulator.task.Tasks;
import io.github.camelclaid.simulator.time.Speed;
import io.github.camelclaid.simulator.webhook.Webhooks;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Set;
import org.xnio.Options;

/** The HTTP side of a simulator. */
public final class ClaidServer implements AutoCloseable {

    private final Address address;
    private final Parts parts;
    private volatile String baseUrl;
    /** Null while nobody is listening. Guarded by this object's lock. */
    private Undertow undertow;
    /** The port of the address, or the free one that was found. */
    private int port;

    private ClaidServer(Address address, Parts parts) {
        this.address = address;
        this.parts = parts;
        this.port = address.port();
    }

    /**
     * Where to listen.
     *
     * @param port 0 for any free one
     * @param publicUrl what the simulator's own links start with; null for the address it listens on
     */
    public record Address(String host, int port, String publicUrl) {

        /** The host as a URL writes it. */
        String inUrl() {
            return host.contains(":") ? "[" + host + "]" : host;
        }
    }

    /** Who answers requests. */
    public record Parts(
            Access access,
            Treatment treatment,
            Controls controls,
            Ledger ledger,
            Clock clock,
            Tasks tasks,
            Tasks.Work work,
            ResultFiles results,
            Storages storages,
            Webhooks webhooks) {

        long maxUploadBytes() {
            return access.maxUploadBytes();
        }
    }

    /**
     * What may come in.
     *
     * @param prefixes served versions, for instance {@code v1}
     */
    public record Access(String apiKey, Set<String> prefixes, QuotaWindows quota, long maxUploadBytes) {}

    /**
     * How what comes in is treated.
     *
     * @param speed of delays
     * @param seed of latencies
     */
    public record Treatment(Script script, Conduct conduct, Speed speed, long seed) {}

    /** Listens and serves from now on. */
    public static ClaidServer start(Address address, Parts parts) {
        ClaidServer server = new ClaidServer(address, parts);
        server.listen();
        return server;
    }

    /** Listens, again at the same port as before, unless it does already. */
    public synchronized void listen() {
        if (undertow != null) {
            return;
        }
        Undertow listening = Undertow.builder()
                .addHttpListener(port, address.host())
                .setIoThreads(2)
                .setWorkerThreads(8)
                // a test that forgets to close its simulator must not keep its process alive
                .setWorkerOption(Options.THREAD_DAEMON, true)
                // 2 MB by default, above which Undertow answers by itself; uploads have a limit of their own
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.MULTIPART_MAX_ENTITY_SIZE, parts.maxUploadBytes())
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setHandler(handler())
                .build();
        listening.start();
        undertow = listening;
        port = ((InetSocketAddress) listening.getListenerInfo().get(0).getAddress()).getPort();
        baseUrl = address.publicUrl() != null ? address.publicUrl() : "http://" + address.inUrl() + ":" + port;
    }

    /** For instance {@code http://127.0.0.1:8080}, without a slash at the end. */
    public String baseUrl() {
        return baseUrl;
    }

    /** A picture for first tries. */
    public String sampleUrl() {
        return "http://" + (address.host().equals("0.0.0.0") ? "127.0.0.1" : address.inUrl()) + ":" + port()
                + SampleHandler.PATH;
    }

    private synchronized int port() {
        return port;
    }

    /** Cuts all connections; nobody can connect until the next {@link #listen}. */
    @Override
    public synchronized void close() {
        if (undertow != null) {
            undertow.stop();
            undertow = null;
        }
    }

    private HttpHandler handler() {
        Router router = router(parts);
        return new OwnHosts(address, router, new Arrival(parts.treatment(), router));
    }

    private Router router(Parts parts) {
        Access access = parts.access();
        Treatment treatment = parts.treatment();
        Delivery delivery = new Delivery(parts.ledger(), treatment.speed());
        Gate gate = new Gate(access.apiKey(), access.quota(), parts.ledger(), treatment.conduct());
        TaskJson json = new TaskJson(this::baseUrl);
        Surroundings around = new Surroundings(gate, treatment.script(), json, delivery, parts.ledger(), parts.clock());
        ResultHandler results = new ResultHandler(around, parts.tasks(), parts.results(), access.apiKey());
        Router router = new Router(delivery)
                .on(GET, ResultFiles.PATH + "*", results)
                .on(HEAD, ResultFiles.PATH + "*", results)
                .on(GET, SampleHandler.PATH, new SampleHandler(delivery));
        new ControlHandler(parts.controls(), gate, delivery).addTo(router);
        addOwnPages(router, parts, new LedgerJson(parts.ledger(), parts.tasks(), json, parts.clock()));
        ApiHandlers handlers = ApiHandlers.of(around, parts);
        access.prefixes().forEach(version -> addVersion(version, handlers, router));
        return router;
    }

    /** The page at {@code /} and what it is made of. */
    private static void addOwnPages(Router router, Parts parts, LedgerJson ledger) {
        HttpHandler inputs = new ThumbnailHandler(parts.tasks(), Thumbnails::input);
        HttpHandler outputs = new ThumbnailHandler(parts.tasks(), Thumbnails::output);
        router.on(GET, "/", new PageHandler("page.html", "text/html; charset=utf-8"))
                .on(GET, "/_simulator/page.css", new PageHandler("page.css", "text/css; charset=utf-8"))
                .on(GET, "/_simulator/page.js", new PageHandler("page.js", "text/javascript; charset=utf-8"))
                .on(GET, "/_simulator/icon.svg", new PageHandler("icon.svg", "image/svg+xml"))
                .on(GET, "/_simulator/ledger", new LedgerHandler(ledger))
                .on(GET, "/_simulator/tasks/{id}/input", inputs)
                .on(GET, "/_simulator/tasks/{id}/input/{n}", inputs)
                .on(GET, "/_simulator/tasks/{id}/output", outputs)
                .on(GET, "/_simulator/tasks/{id}/output/{n}", outputs);
    }

    /** Who answers the calls of the API, whatever their version. */
    private record ApiHandlers(
            SubmitHandler submit,
            StatusHandler status,
            EditHandler edit,
            UploadHandler upload,
            StorageHandler storages) {

        static ApiHandlers of(Surroundings around, Parts parts) {
            return new ApiHandlers(
                    new SubmitHandler(
                            around, parts.tasks(), new Announcements(parts.webhooks(), parts.tasks(), around.json())),
                    new StatusHandler(around, parts.tasks()),
                    new EditHandler(around, parts.work()),
                    new UploadHandler(around, parts.work(), parts.results().folder(), parts.maxUploadBytes()),
                    new StorageHandler(around, parts.storages()));
        }
    }

    private static void addVersion(String version, ApiHandlers handlers, Router router) {
        String root = "/" + version;
        for (TaskFamily family : TaskFamily.values()) {
            if (family.isIn(version)) {
                router.on(POST, root + family.path(), exchange -> handlers.submit()
                                .handle(exchange, family, version))
                        .on(GET, root + family.path() + "/{id}", exchange -> handlers.status()
                                .handle(exchange, family));
            }
        }
        router.on(POST, root + "/image/edit", handlers.edit()).on(POST, root + "/image/edit/upload", handlers.upload());
        StorageHandler storages = handlers.storages();
        router.on(GET, root + "/storage/storage-types", storages::types)
                .on(GET, root + "/storage/storages", storages::list)
                .on(POST, root + "/storage/storages", storages::create)
                .on(GET, root + "/storage/storages/{id}", storages::get)
                .on(PATCH, root + "/storage/storages/{id}", storages::change)
                .on(DELETE, root + "/storage/storages/{id}", storages::delete);
    }
}
