package io.github.camelclaid;

import org.apache.camel.spi.Metadata;

/** The headers of the component. */
public final class ClaidConstants {

    @Metadata(
            label = "producer",
            description = "The operation of the producer for this message, instead of that of the endpoint.",
            javaType = "io.github.camelclaid.ClaidOperation",
            important = true)
    public static final String OPERATION = "CamelClaidOperation";

    @Metadata(
            label = "producer",
            description = "The http(s) or storage URL of the image to edit; for a batch a list of such URLs, a folder"
                    + " (storage://shop/in/, with the slash at its end) or an object with source and recursive: as text,"
                    + " JSON text, a List, a Map, a JsonNode or Input.",
            javaType = "Object",
            important = true)
    public static final String INPUT = "CamelClaidInput";

    @Metadata(
            label = "producer",
            description = "The operations, as JSON text, a Map, a JsonNode or Operations; merged over those of the body"
                    + " and of the endpoint.",
            javaType = "Object")
    public static final String OPERATIONS = "CamelClaidOperations";

    @Metadata(
            label = "producer",
            description = "The output, as the URI of a destination, JSON text, a Map, a JsonNode or Output.",
            javaType = "Object")
    public static final String OUTPUT = "CamelClaidOutput";

    @Metadata(
            label = "producer",
            description = "The key under which the request is remembered: requests with the same key are one task, paid"
                    + " once. By default a digest of the input's content, the operations and the output.",
            javaType = "String")
    public static final String TASK_KEY = "CamelClaidTaskKey";

    @Metadata(
            description = "The id of the task. Tells status and await which task is meant.",
            javaType = "Long",
            important = true)
    public static final String TASK_ID = "CamelClaidTaskId";

    @Metadata(
            description =
                    "Whether the task is a batch, or an item of one. Tells status and await that CamelClaidTaskId is"
                            + " the id of a batch, which counts its own ids.",
            javaType = "Boolean")
    public static final String BATCH = "CamelClaidBatch";

    @Metadata(
            label = "consumer",
            description =
                    "The URL of the list that an item of a batch was made from, as it was sent to Claid. Only where"
                            + " that can be told.",
            javaType = "String")
    public static final String ITEM_INPUT = "CamelClaidItemInput";

    @Metadata(
            label = "consumer",
            description = "True on an item of a batch where it cannot be told which image it was made from.",
            javaType = "Boolean")
    public static final String INPUT_UNKNOWN = "CamelClaidInputUnknown";

    @Metadata(
            description = "The status of the task as Claid spells it, such as DONE.",
            javaType = "String",
            important = true)
    public static final String STATUS = "CamelClaidStatus";

    @Metadata(description = "When Claid created the task.", javaType = "java.time.Instant")
    public static final String CREATED_AT = "CamelClaidCreatedAt";

    @Metadata(
            description =
                    "The URL at which Claid says the task can be asked for. For information: it is never followed.",
            javaType = "String")
    public static final String RESULT_URL = "CamelClaidResultUrl";

    @Metadata(
            description =
                    "The temporary public URL of the result, which expires after 24 hours. Not set where a storage"
                            + " destination holds the result.",
            javaType = "String",
            important = true)
    public static final String TMP_URL = "CamelClaidTmpUrl";

    @Metadata(description = "Where a storage destination holds the result.", javaType = "String")
    public static final String OUTPUT_URI = "CamelClaidOutputUri";

    @Metadata(description = "The MIME type of the result.", javaType = "String")
    public static final String MIME = "CamelClaidMime";

    @Metadata(description = "The format of the result in lower case, such as jpeg.", javaType = "String")
    public static final String FORMAT = "CamelClaidFormat";

    @Metadata(description = "The file extension of the result as Claid gives it, in lower case.", javaType = "String")
    public static final String EXT = "CamelClaidExt";

    @Metadata(description = "The width of the result in pixels.", javaType = "Integer")
    public static final String WIDTH = "CamelClaidWidth";

    @Metadata(description = "The height of the result in pixels.", javaType = "Integer")
    public static final String HEIGHT = "CamelClaidHeight";

    @Metadata(description = "The size of the result in megapixels.", javaType = "Double")
    public static final String MEGAPIXELS = "CamelClaidMegapixels";

    @Metadata(
            description = "What went wrong, if the task failed; with the images of a batch that failed.",
            javaType = "java.util.List<io.github.camelclaid.client.TaskError>")
    public static final String ERRORS = "CamelClaidErrors";

    @Metadata(description = "The x-request-id of Claid's last answer, which its support asks for.", javaType = "String")
    public static final String REQUEST_ID = "CamelClaidRequestId";

    /** The exchange property that holds the whole task, a {@link io.github.camelclaid.client.ClaidTask}. */
    public static final String TASK_PROPERTY = "CamelClaidTask";

    private ClaidConstants() {}
}
