package io.github.camelclaid.simulator.http;

import static io.undertow.util.Methods.GET;
import static io.undertow.util.Methods.HEAD;
import static io.undertow.util.Methods.POST;

import io.github.camelclaid.simulator.edit.ResultFiles;
import io.github.camelclaid.simulator.edit.Thumbnails;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.quota.QuotaWindows;
import io.github.camelclaid.simulator.script.Script;
import io.github.camelclaid.simulator.task.TaskFamily;
import io.github.camelclaid.simulator.task.Tasks;
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

    private final Undertow undertow;
    private final Address address;
    private volatile String baseUrl;

    private ClaidServer(Address address, Parts parts) {
        this.address = address;
        this.undertow = Undertow.builder()
                .addHttpListener(address.port(), address.host())
                .setIoThreads(2)
                .setWorkerThreads(8)
                // a test that forgets to close its simulator must not keep its process alive
                .setWorkerOption(Options.THREAD_DAEMON, true)
                // 2 MB by default, above which Undertow answers by itself; uploads have a limit of their own
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.MULTIPART_MAX_ENTITY_SIZE, parts.maxUploadBytes())
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setHandler(new OwnHosts(address, router(parts)))
                .build();
    }

    /**
     * Where to listen.
     *
     * @param port 0 for any free one
     * @param publicUrl what the simulator's own links start with; null for the address it listens on
     */
    public record Address(String host, int port, String publicUrl) {}

    /** Who answers requests. */
    public record Parts(
            Access access,
            Script script,
            Ledger ledger,
            Clock clock,
            Tasks tasks,
            Tasks.Work work,
            ResultFiles results,
            Webhooks webhooks) {

        long maxUploadBytes() {
            return access.maxUploadBytes();
        }
    }

    /**
     * What may come in.
     *
     * @param prefixes served versions, for instance {@code v1}
     * @param pollsCount whether status requests take room in the quota
     */
    public record Access(
            String apiKey, Set<String> prefixes, QuotaWindows quota, boolean pollsCount, long maxUploadBytes) {}

    /** Listens and serves from now on. */
    public static ClaidServer start(Address address, Parts parts) {
        ClaidServer server = new ClaidServer(address, parts);
        server.undertow.start();
        server.baseUrl = address.publicUrl() != null ? address.publicUrl() : server.ownUrl();
        return server;
    }

    /** For instance {@code http://127.0.0.1:8080}, without a slash at the end. */
    public String baseUrl() {
        return baseUrl;
    }

    @Override
    public void close() {
        undertow.stop();
    }

    private String ownUrl() {
        InetSocketAddress bound =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return "http://" + address.host() + ":" + bound.getPort();
    }

    private Router router(Parts parts) {
        Access access = parts.access();
        Delivery delivery = new Delivery(parts.ledger());
        Gate gate = new Gate(access.apiKey(), access.quota(), parts.ledger(), access.pollsCount());
        TaskJson json = new TaskJson(this::baseUrl);
        Surroundings around = new Surroundings(gate, parts.script(), json, delivery, parts.ledger(), parts.clock());
        ResultHandler results = new ResultHandler(around, parts.tasks(), parts.results(), access.apiKey());
        Router router =
                new Router(delivery).on(GET, ResultFiles.PATH + "*", results).on(HEAD, ResultFiles.PATH + "*", results);
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
    private record ApiHandlers(SubmitHandler submit, StatusHandler status, EditHandler edit, UploadHandler upload) {

        static ApiHandlers of(Surroundings around, Parts parts) {
            return new ApiHandlers(
                    new SubmitHandler(
                            around, parts.tasks(), new Announcements(parts.webhooks(), parts.tasks(), around.json())),
                    new StatusHandler(around, parts.tasks()),
                    new EditHandler(around, parts.work()),
                    new UploadHandler(around, parts.work(), parts.results().folder(), parts.maxUploadBytes()));
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
    }
}
