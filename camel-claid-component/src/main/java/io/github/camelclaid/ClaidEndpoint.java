package io.github.camelclaid;

import io.github.camelclaid.task.Lane;
import io.github.camelclaid.task.Mode;
import io.github.camelclaid.task.UnknownTasks;
import java.util.List;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Edit images with Claid's asynchronous API.
 *
 * <p>Producers submit edits, or submit and wait without a thread; a consumer emits the finished tasks that producers of
 * the same name have submitted.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "claid",
        title = "Claid",
        syntax = "claid:name",
        category = {Category.CLOUD, Category.AI},
        headersClass = ClaidConstants.class)
@Metadata(annotations = {"protocol=https"})
@ManagedResource(description = "Managed Claid endpoint")
public class ClaidEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation, MultipleConsumersSupport {

    @UriPath
    @Metadata(
            required = true,
            description = "Ties producers to the consumer that emits their results, like the name of a queue. It labels"
                    + " logs and meters.")
    private String name;

    @UriParam
    private ClaidConfiguration configuration;

    @UriParam(label = "consumer", defaultValue = "0")
    @Metadata(description = "How many tasks one poll emits at most; 0 means as many as maxInFlight allows.")
    private int maxMessagesPerPoll;

    private EndpointRequest defaults;
    private ClaidAccount account;

    ClaidEndpoint(String uri, ClaidComponent component, ClaidConfiguration configuration, String name) {
        super(uri, component);
        this.configuration = configuration;
        this.name = name;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (configuration.getTaskTimeout() < 1) {
            throw new IllegalArgumentException(
                    "taskTimeout is " + configuration.getTaskTimeout() + " ms, allowed: 1 ms or more");
        }
        if (configuration.getMaxDeliveries() < 0) {
            throw new IllegalArgumentException("maxDeliveries is " + configuration.getMaxDeliveries()
                    + ", allowed: 0 (until the result expires) or more");
        }
        defaults = new EndpointRequest(configuration, getCamelContext());
        account = ClaidAccount.of(configuration);
    }

    @Override
    public Producer createProducer() {
        return new ClaidProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (configuration.getMaxInFlight() < 1) {
            throw new IllegalArgumentException(
                    "maxInFlight is " + configuration.getMaxInFlight() + ", allowed: 1 or more");
        }
        if (configuration.isDownload() && !configuration.isSplitBatch()) {
            throw new IllegalArgumentException("splitBatch is false with download=true, allowed: splitBatch=true, as a"
                    + " message holds one picture");
        }
        ClaidConsumer consumer = new ClaidConsumer(this, processor);
        configureConsumer(consumer);
        consumer.setMaxMessagesPerPoll(maxMessagesPerPoll);
        return consumer;
    }

    @Override
    public ClaidComponent getComponent() {
        return (ClaidComponent) super.getComponent();
    }

    /** Consumers of one name compete; each task goes to one of them. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    /** The request as the endpoint's options have it. */
    EndpointRequest defaults() {
        return defaults;
    }

    ClaidService service() {
        return getComponent().service(account);
    }

    Lane lane(Mode mode) {
        return new Lane(service().account().name(), name, mode);
    }

    @ManagedAttribute(description = "Requests of the account that are used in each window of the quota in force")
    public String getQuotaUsed() {
        return service().pacer().use().toString();
    }

    @ManagedAttribute(description = "Pictures of the account that wait on this node for their turn to be sent")
    public int getPicturesWaiting() {
        return service().waiting();
    }

    @ManagedAttribute(description = "Seconds that this node needs at least for all that waits and is under way")
    public long getSecondsToDrain() {
        return service().tracker().timeToDrain().toSeconds();
    }

    @ManagedOperation(description = "Submits of the account whose fate is unknown, one line each")
    public List<String> unknownTasks() {
        return unknown().list().stream().map(UnknownTasks::describe).toList();
    }

    @ManagedOperation(description = "An unknown submit was taken: its task has this id. Costs nothing")
    public void adoptUnknownTask(String key, long taskId) {
        unknown().adopt(key, taskId);
    }

    @ManagedOperation(
            description = "An unknown submit may be sent again with the next equal request. Pays, perhaps twice")
    public void resubmitUnknownTask(String key) {
        unknown().resubmit(key);
    }

    @ManagedOperation(
            description = "An unknown submit is forgotten. Costs nothing; an equal request is a new one, and pays")
    public void dropUnknownTask(String key) {
        unknown().drop(key);
    }

    private UnknownTasks unknown() {
        return service().tracker().unknown();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "https";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("name", name, "operation", configuration.getOperation().name());
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public ClaidConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(ClaidConfiguration configuration) {
        this.configuration = configuration;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }
}
