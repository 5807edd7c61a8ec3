package io.github.camelclaid;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.quota.RateLimit;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.quota.SteadyClock;
import io.github.camelclaid.quota.Window;
import io.github.camelclaid.task.JdbcTaskStore;
import io.github.camelclaid.task.MemoryTaskStore;
import io.github.camelclaid.task.PollSchedule;
import io.github.camelclaid.task.Tallies;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.Terms;
import io.github.camelclaid.task.VersionChoice;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.PropertiesHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Edits images with Claid's asynchronous API: submits, waits without threads, and keeps to the quota, so that no edit is
 * paid twice and none is lost.
 *
 * <p>One component serves all its endpoints with one ledger and, per API key, one budget of requests.
 */
@Component("claid")
public class ClaidComponent extends HealthCheckComponent implements SSLContextParametersAware {

    private static final Logger LOG = LoggerFactory.getLogger(ClaidComponent.class);
    private static final int HIGHEST_WEIGHT = 100;
    private static final long LONGEST_CALL = Duration.ofDays(1).toMillis();

    @Metadata(description = "Options that endpoints have of their own, too.")
    private ClaidConfiguration configuration = new ClaidConfiguration();

    @Metadata(
            label = "advanced",
            enums = "auto,v1-beta1,v1",
            defaultValue = "auto",
            description = "The version of the API. auto starts with v1-beta1 and turns to v1 where a submit is answered"
                    + " with 404, which is a certain refusal.")
    private String apiVersion = "auto";

    @Metadata(
            defaultValue = "auto",
            description = "The quota of the account. auto: what the server states in its RateLimit headers, and Claid's"
                    + " usual 120/60s,4/1s until it has. Or requests/time windows separated by commas, such as"
                    + " 40/60s,1/1s for a share of it, which hold beside what the server states. Or unlimited.")
    private String rateLimit = "auto";

    @Metadata(
            label = "advanced",
            defaultValue = "1",
            description =
                    "How many submits and uploads are sent for each pollWeight polls while both wait for the quota,"
                            + " 1 to 100.")
    private int submitWeight = 1;

    @Metadata(
            label = "advanced",
            defaultValue = "1",
            description =
                    "How many polls are sent for each submitWeight submits and uploads while both wait for the quota,"
                            + " 1 to 100.")
    private int pollWeight = 1;

    @Metadata(
            label = "advanced",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "How long one request to the API may take until its whole answer is there.")
    private long requestTimeout = 30_000;

    @Metadata(
            label = "advanced",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description = "How long one upload or download of a picture may take.")
    private long transferTimeout = 300_000;

    @Metadata(
            label = "advanced",
            defaultValue = "86400000",
            javaType = "java.time.Duration",
            description =
                    "How long acknowledged and failed tasks stay remembered, so that equal requests are answered from"
                            + " the ledger.")
    private long retention = 86_400_000;

    @Metadata(
            label = "advanced",
            defaultValue = "2000",
            javaType = "java.time.Duration",
            description = "How long exchanges of a route that stops go on waiting for their tasks.")
    private long stopGrace = 2_000;

    @Metadata(
            label = "advanced",
            defaultValue = "209715200",
            description = "How large a picture may be that is fetched or uploaded, in bytes.")
    private long maxDownloadSize = 200L * 1024 * 1024;

    @Metadata(
            label = "advanced",
            defaultValue = "false",
            description = "Whether results may be fetched from addresses of private networks. The URL of a result comes"
                    + " from the network; leave this off unless Claid's results really lie there.")
    private boolean allowPrivateDownloads;

    @Metadata(
            autowired = true,
            label = "advanced",
            description = "Where tasks are remembered. By default in memory, which does not outlast a restart.")
    private TaskStore taskStore;

    @Metadata(
            description =
                    "A folder in which tasks are remembered, for one process. It is made where it is missing. Needs"
                            + " com.h2database:h2 on the class path; instead of a taskStore.")
    private String taskFolder;

    @Metadata(
            label = "advanced",
            description =
                    "How many calls may be paid within a time, uploads included, as calls/time in ms, s, m, h or d:"
                            + " 200/1d. What comes beyond waits. Shared by all that share the taskStore and the account. No limit"
                            + " by default.")
    private String maxCharges;

    @Metadata(
            label = "security",
            description = "TLS for the API, with baseUrl alone; results are fetched with the JVM's default.")
    private SSLContextParameters sslContextParameters;

    @Metadata(label = "security", defaultValue = "false", description = "Whether to use global SSL context parameters.")
    private boolean useGlobalSslContextParameters;

    private Clock clock = new SteadyClock();
    private ScheduledExecutorService timer;
    private TaskStore storeOfFolder;
    private PollSchedule pollSchedule;
    private final Map<ClaidAccount, ClaidService> services = new HashMap<>();
    private final Map<String, Tallies> tallies = new HashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ClaidConfiguration own = configuration.copy();
        Map<String, Object> op = PropertiesHelper.extractProperties(parameters, "op.");
        takeReference("operations", parameters, own::setOperations);
        takeReference("output", parameters, own::setOutput);
        ClaidEndpoint endpoint = new ClaidEndpoint(uri, this, own, remaining);
        setProperties(endpoint, parameters);
        if (!op.isEmpty()) {
            Map<String, Object> all = own.getOp() == null ? new HashMap<>() : new HashMap<>(own.getOp());
            all.putAll(op);
            own.setOp(all);
        }
        if (remaining.isBlank()) {
            throw new IllegalArgumentException("claid: needs a name, as in claid:shop");
        }
        if (own.getApiKey() == null || own.getApiKey().isBlank()) {
            throw new IllegalArgumentException(
                    "apiKey is missing: set it on the component (camel.component.claid.api-key) or on the endpoint"
                            + " (claid:" + remaining + "?apiKey=RAW(...))");
        }
        // refuses what is no usable key or address before a route starts
        ClaidAccount.of(own);
        return endpoint;
    }

    /** A bean is looked up when the endpoint starts: Camel would make a text of it, because the option is one. */
    private static void takeReference(String name, Map<String, Object> parameters, Consumer<Object> option) {
        if (parameters.get(name) instanceof String text && text.startsWith("#")) {
            option.accept(parameters.remove(name));
        }
    }

    /** What serves the endpoints of an account; made when the first one needs it, closed when the component stops. */
    ClaidService service(ClaidAccount account) {
        synchronized (services) {
            for (ClaidAccount other : services.keySet()) {
                if (other.hasKeyOf(account) && !other.equals(account)) {
                    throw new IllegalArgumentException(
                            "account is \"" + account.name() + "\", but the same API key is in use" + " as account \""
                                    + other.name() + "\": one key has one account, and one quota");
                }
            }
            // what is paid with a new key of an account counts with what was paid with its old one
            Tallies figures = tallies.computeIfAbsent(account.name(), name -> new Tallies(clock));
            return services.computeIfAbsent(account, one -> new ClaidService(one, this, figures));
        }
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return CheckedOptions.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return CheckedOptions.of(super.getEndpointPropertyConfigurer());
    }

    @Override
    protected void doStart() throws Exception {
        // camel-main sets options after the component was initialized
        checkOptions();
        super.doStart();
        if (taskFolder != null) {
            openFolder();
        } else if (taskStore == null) {
            refuseToChooseAStore();
            taskStore = new MemoryTaskStore();
        }
        taskStore.open();
        taskStore.caveat().ifPresent(LOG::warn);
    }

    /** Whoever asks for the taskStore from now on gets this one. */
    private void openFolder() {
        if (taskStore != null && taskStore != storeOfFolder) {
            throw new IllegalArgumentException(
                    "taskStore and taskFolder are both set, allowed: one of them; a bean that is"
                            + " a TaskStore counts as set, unless camel.component.claid.autowired-enabled=false");
        }
        storeOfFolder = JdbcTaskStore.inFolder(Path.of(taskFolder));
        taskStore = storeOfFolder;
    }

    /** Of several stores Camel takes none: the memory would be used instead, in silence. */
    private void refuseToChooseAStore() {
        TreeSet<String> stores = new TreeSet<>(getCamelContext()
                .getRegistry()
                .findByTypeWithName(TaskStore.class)
                .keySet());
        if (isAutowiredEnabled() && stores.size() > 1) {
            throw new IllegalArgumentException("taskStore is not set and there are " + stores.size()
                    + " beans it could be (" + String.join(", ", stores)
                    + "): name one, as in camel.component.claid.task-store=#bean:"
                    + stores.first());
        }
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (services) {
            services.values().forEach(ClaidService::close);
            services.clear();
            tallies.clear();
        }
        if (storeOfFolder != null) {
            storeOfFolder.close();
        }
        super.doStop();
    }

    private void checkOptions() {
        RateLimit.parse(rateLimit);
        checkWeight("submitWeight", submitWeight);
        checkWeight("pollWeight", pollWeight);
        versions();
        budget();
        checkTime("requestTimeout", requestTimeout, 1, LONGEST_CALL);
        checkTime("transferTimeout", transferTimeout, 1, LONGEST_CALL);
        checkTime("retention", retention, 0, Long.MAX_VALUE);
        checkTime("stopGrace", stopGrace, 0, Long.MAX_VALUE);
        if (maxDownloadSize < 1) {
            throw new IllegalArgumentException("maxDownloadSize is " + maxDownloadSize + " bytes, allowed: 1 or more");
        }
    }

    private static void checkWeight(String name, int weight) {
        if (weight < 1 || weight > HIGHEST_WEIGHT) {
            throw new IllegalArgumentException(name + " is " + weight + ", allowed: 1 to " + HIGHEST_WEIGHT);
        }
    }

    private static void checkTime(String name, long millis, long least, long most) {
        if (millis < least || millis > most) {
            throw new IllegalArgumentException(name + " is " + millis + " ms, allowed: " + least
                    + (most == LONGEST_CALL ? " ms to 1 day" : " ms or more"));
        }
    }

    VersionChoice versions() {
        if (apiVersion.equals("auto")) {
            return VersionChoice.auto();
        }
        for (ApiVersion version : ApiVersion.values()) {
            if (version.prefix().equals(apiVersion)) {
                return VersionChoice.only(version);
            }
        }
        throw new IllegalArgumentException("apiVersion is \"" + apiVersion + "\", allowed: auto, v1-beta1, v1");
    }

    SSLContextParameters sslParameters() {
        return sslContextParameters != null ? sslContextParameters : retrieveGlobalSslContextParameters();
    }

    Clock clock() {
        return clock;
    }

    /** One for each account that an endpoint has used. */
    List<ClaidService> services() {
        synchronized (services) {
            return List.copyOf(services.values());
        }
    }

    /** Empty for one that learns. */
    Optional<PollSchedule> pollSchedule() {
        return Optional.ofNullable(pollSchedule);
    }

    RequestPacer pacer(ScheduledExecutorService slots) {
        return new RequestPacer(RateLimit.parse(rateLimit), submitWeight, pollWeight, clock, slots);
    }

    Terms terms(ClaidAccount account) {
        return new Terms(
                account.name(),
                account.baseUrl().toString(),
                Duration.ofMillis(requestTimeout),
                Duration.ofMillis(retention),
                budget());
    }

    /** Null: there is no limit. */
    private Window budget() {
        return maxCharges == null ? null : Window.parse("maxCharges", maxCharges);
    }

    Duration stopGrace() {
        return Duration.ofMillis(stopGrace);
    }

    /** For tests in time of their own; the timer is not shut down. */
    void setTime(Clock clock, ScheduledExecutorService timer) {
        this.clock = Objects.requireNonNull(clock);
        this.timer = Objects.requireNonNull(timer);
    }

    /** Null: the service makes one of its own. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** For tests that know how long their tasks take. */
    void setPollSchedule(PollSchedule schedule) {
        this.pollSchedule = Objects.requireNonNull(schedule);
    }

    public ClaidConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(ClaidConfiguration configuration) {
        this.configuration = configuration;
    }

    public String getApiVersion() {
        return apiVersion;
    }

    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public String getRateLimit() {
        return rateLimit;
    }

    public void setRateLimit(String rateLimit) {
        this.rateLimit = rateLimit;
    }

    public int getSubmitWeight() {
        return submitWeight;
    }

    public void setSubmitWeight(int submitWeight) {
        this.submitWeight = submitWeight;
    }

    public int getPollWeight() {
        return pollWeight;
    }

    public void setPollWeight(int pollWeight) {
        this.pollWeight = pollWeight;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public long getTransferTimeout() {
        return transferTimeout;
    }

    public void setTransferTimeout(long transferTimeout) {
        this.transferTimeout = transferTimeout;
    }

    public long getRetention() {
        return retention;
    }

    public void setRetention(long retention) {
        this.retention = retention;
    }

    public long getStopGrace() {
        return stopGrace;
    }

    public void setStopGrace(long stopGrace) {
        this.stopGrace = stopGrace;
    }

    public long getMaxDownloadSize() {
        return maxDownloadSize;
    }

    public void setMaxDownloadSize(long maxDownloadSize) {
        this.maxDownloadSize = maxDownloadSize;
    }

    public boolean isAllowPrivateDownloads() {
        return allowPrivateDownloads;
    }

    public void setAllowPrivateDownloads(boolean allowPrivateDownloads) {
        this.allowPrivateDownloads = allowPrivateDownloads;
    }

    public String getMaxCharges() {
        return maxCharges;
    }

    public void setMaxCharges(String maxCharges) {
        this.maxCharges = maxCharges;
    }

    public TaskStore getTaskStore() {
        return taskStore;
    }

    public void setTaskStore(TaskStore taskStore) {
        this.taskStore = taskStore;
    }

    public String getTaskFolder() {
        return taskFolder;
    }

    public void setTaskFolder(String taskFolder) {
        this.taskFolder = taskFolder;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
