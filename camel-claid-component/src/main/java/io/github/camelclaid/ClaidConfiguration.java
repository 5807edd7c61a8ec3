package io.github.camelclaid;

import io.github.camelclaid.client.Validation;
import io.github.camelclaid.task.SubmitPolicy.Duplicates;
import io.github.camelclaid.task.SubmitPolicy.OnAccountError;
import io.github.camelclaid.task.SubmitPolicy.OnFailed;
import io.github.camelclaid.task.SubmitPolicy.OnUnknown;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options that an endpoint has of its own, with defaults from the component. */
@UriParams
@Configurer
public class ClaidConfiguration implements Cloneable {

    @UriParam(label = "security", secret = true)
    @Metadata(
            description =
                    "The API key of the Claid account. Required, on the component or on the endpoint. It is sent to"
                            + " baseUrl only.")
    private String apiKey;

    @UriParam(label = "advanced", defaultValue = "https://api.claid.ai")
    @Metadata(
            description = "The address of the API: https, or http on the loopback interface for testing against a"
                    + " simulator.")
    private String baseUrl = "https://api.claid.ai";

    @UriParam(label = "advanced")
    @Metadata(
            description = "A name for the account whose tasks the task store holds. By default a fingerprint of the API"
                    + " key; name it, and a rotated key keeps its ledger.")
    private String account;

    @UriParam(label = "producer", defaultValue = "submit")
    @Metadata(description = "What the producer does.")
    private ClaidOperation operation = ClaidOperation.submit;

    @UriParam(label = "producer")
    @Metadata(
            description =
                    "The http(s) or storage URL of the image to edit, where neither header nor body names one. For a"
                            + " batch a folder (storage://shop/in/, with the slash at its end), or JSON: a list of URLs, or"
                            + " an object with source and recursive. May hold functions of Camel's simple language, such as"
                            + " storage://shop/${header.CamelAwsS3Key}.")
    private String input;

    @UriParam(label = "producer", defaultValue = "false")
    @Metadata(
            description = "Whether the images of a folder's subfolders count, where the input is a folder that does not"
                    + " say so itself.")
    private boolean recursive;

    @UriParam(label = "producer", javaType = "java.lang.String")
    @Metadata(
            description = "The operations: JSON, a resource (classpath: or file:) that holds JSON, or a bean reference"
                    + " (#bean) to Operations, a Map or a JsonNode.",
            supportFileReference = true,
            largeInput = true,
            inputLanguage = "json")
    private Object operations;

    @UriParam(label = "producer", prefix = "op.", multiValue = true, javaType = "java.util.Map<String, Object>")
    @Metadata(
            description = "Single operations by their path, such as op.resizing.width=1000 or"
                    + " op.background.color=#ffffff (a colour, never a bean). Merged over operations.")
    private Map<String, Object> op;

    @UriParam(label = "producer", javaType = "java.lang.String")
    @Metadata(
            description =
                    "The output: the URI of a destination, JSON, a resource (classpath: or file:) that holds JSON,"
                            + " or a bean reference (#bean) to Output, a Map or a JsonNode. The destination may hold"
                            + " functions of Camel's simple language, such as"
                            + " storage://shop/out/${file:name.noext.single}.webp. By default Claid makes a JPEG at a temporary"
                            + " URL.")
    private Object output;

    @UriParam(label = "producer", defaultValue = "strict", enums = "strict,lenient,off")
    @Metadata(
            description = "How requests are checked before anything is sent: strict refuses what this release does not"
                    + " know, lenient lets unknown members and names pass, off checks nothing.")
    private Validation validate = Validation.STRICT;

    @UriParam(label = "producer", defaultValue = "upload")
    @Metadata(
            description = "How a body that is image bytes reaches Claid: upload sends it to Claid's upload API first, a"
                    + " charged call of its own; none refuses such a body.")
    private Staging staging = Staging.upload;

    @UriParam(defaultValue = "false")
    @Metadata(
            description =
                    "Whether edit, await and the consumer fetch the picture into the body. The task is then in the"
                            + " exchange property CamelClaidTask. Of a batch only a consumer fetches pictures, one for each"
                            + " item.")
    private boolean download;

    @UriParam(label = "producer", defaultValue = "reuse")
    @Metadata(
            description =
                    "What happens to a request like one that is remembered: reuse answers from the ledger while the"
                            + " result lives, if the content of its input is identified; join only joins what is not yet"
                            + " acknowledged; allow always pays.")
    private Duplicates duplicates = Duplicates.reuse;

    @UriParam(label = "producer", defaultValue = "replay")
    @Metadata(
            description = "What happens to a request like one that failed: replay gives the same failure at no charge;"
                    + " resubmit tries again, at most three charged submits per key.")
    private OnFailed onFailed = OnFailed.replay;

    @UriParam(label = "producer", defaultValue = "hold")
    @Metadata(
            description =
                    "What happens when nobody can know whether Claid took a submit: hold fails this and each equal"
                            + " request; resubmit pays again, perhaps for the second time.")
    private OnUnknown onUnknown = OnUnknown.hold;

    @UriParam(label = "producer", defaultValue = "wait")
    @Metadata(
            description =
                    "What happens to submits while the key is refused, credits are used up, or the API is away: wait"
                            + " keeps them and tries one every 60 seconds; fail fails each.")
    private OnAccountError onAccountError = OnAccountError.wait;

    @UriParam(label = "producer", defaultValue = "true")
    @Metadata(
            description =
                    "Whether submit remembers the task. Switch it off for results that Claid stores itself and that"
                            + " nobody waits for.")
    private boolean remember = true;

    @UriParam(label = "producer", defaultValue = "3600000", javaType = "java.time.Duration")
    @Metadata(
            description = "How long edit and await wait for a task, counted from its acceptance and never while waiting"
                    + " for quota. A task that took too long stays remembered.")
    private long taskTimeout = 3_600_000;

    @UriParam(label = "producer", defaultValue = "CamelFileName,CamelAwsS3Key,CamelAwsS3BucketName,breadcrumbId")
    @Metadata(
            description = "Headers that submit remembers with the task and that the consumer's message carries,"
                    + " separated by commas.")
    private String carryHeaders = "CamelFileName,CamelAwsS3Key,CamelAwsS3BucketName,breadcrumbId";

    @UriParam(label = "producer", defaultValue = "CamelFileName,CamelAwsS3BucketName,CamelAwsS3Key")
    @Metadata(
            description = "Headers that tell apart submitted tasks of otherwise equal requests, separated by commas, so"
                    + " that two files with equal bytes both come out.")
    private String keyHeaders = "CamelFileName,CamelAwsS3BucketName,CamelAwsS3Key";

    @UriParam(label = "consumer", defaultValue = "exception")
    @Metadata(
            description = "How a task arrives that ended with ERROR or CANCELLED: exception as an exchange with"
                    + " ClaidTaskFailedException, so that error handling applies; message as a normal message.")
    private FailedTasks failedTasks = FailedTasks.exception;

    @UriParam(label = "consumer", defaultValue = "0")
    @Metadata(description = "How often a task is emitted whose route fails; 0 means until its result expires.")
    private int maxDeliveries;

    @UriParam(label = "consumer", defaultValue = "100")
    @Metadata(description = "How many exchanges of the consumer may be under way at once, at least 1.")
    private int maxInFlight = 100;

    @UriParam(label = "consumer", defaultValue = "true")
    @Metadata(
            description =
                    "Whether the results and errors of a batch are emitted one by one, each acknowledged by itself,"
                            + " or as one message. Consumers of one name should agree.")
    private boolean splitBatch = true;

    /** How image bytes reach Claid. */
    public enum Staging {
        upload,
        none
    }

    /** How a failed task arrives at a consumer. */
    public enum FailedTasks {
        exception,
        message
    }

    public ClaidConfiguration copy() {
        try {
            return (ClaidConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public ClaidOperation getOperation() {
        return operation;
    }

    public void setOperation(ClaidOperation operation) {
        this.operation = operation;
    }

    public String getInput() {
        return input;
    }

    public void setInput(String input) {
        this.input = input;
    }

    public boolean isRecursive() {
        return recursive;
    }

    public void setRecursive(boolean recursive) {
        this.recursive = recursive;
    }

    public Object getOperations() {
        return operations;
    }

    public void setOperations(Object operations) {
        this.operations = operations;
    }

    public Map<String, Object> getOp() {
        return op;
    }

    public void setOp(Map<String, Object> op) {
        this.op = op;
    }

    public Object getOutput() {
        return output;
    }

    public void setOutput(Object output) {
        this.output = output;
    }

    public Validation getValidate() {
        return validate;
    }

    public void setValidate(Validation validate) {
        this.validate = validate;
    }

    public Staging getStaging() {
        return staging;
    }

    public void setStaging(Staging staging) {
        this.staging = staging;
    }

    public boolean isDownload() {
        return download;
    }

    public void setDownload(boolean download) {
        this.download = download;
    }

    public Duplicates getDuplicates() {
        return duplicates;
    }

    public void setDuplicates(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    public OnFailed getOnFailed() {
        return onFailed;
    }

    public void setOnFailed(OnFailed onFailed) {
        this.onFailed = onFailed;
    }

    public OnUnknown getOnUnknown() {
        return onUnknown;
    }

    public void setOnUnknown(OnUnknown onUnknown) {
        this.onUnknown = onUnknown;
    }

    public OnAccountError getOnAccountError() {
        return onAccountError;
    }

    public void setOnAccountError(OnAccountError onAccountError) {
        this.onAccountError = onAccountError;
    }

    public boolean isRemember() {
        return remember;
    }

    public void setRemember(boolean remember) {
        this.remember = remember;
    }

    public long getTaskTimeout() {
        return taskTimeout;
    }

    public void setTaskTimeout(long taskTimeout) {
        this.taskTimeout = taskTimeout;
    }

    public String getCarryHeaders() {
        return carryHeaders;
    }

    public void setCarryHeaders(String carryHeaders) {
        this.carryHeaders = carryHeaders;
    }

    public String getKeyHeaders() {
        return keyHeaders;
    }

    public void setKeyHeaders(String keyHeaders) {
        this.keyHeaders = keyHeaders;
    }

    public FailedTasks getFailedTasks() {
        return failedTasks;
    }

    public void setFailedTasks(FailedTasks failedTasks) {
        this.failedTasks = failedTasks;
    }

    public int getMaxDeliveries() {
        return maxDeliveries;
    }

    public void setMaxDeliveries(int maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public boolean isSplitBatch() {
        return splitBatch;
    }

    public void setSplitBatch(boolean splitBatch) {
        this.splitBatch = splitBatch;
    }
}
