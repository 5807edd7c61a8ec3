package io.github.camelclaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.ImageObject;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.RequestRules;
import io.github.camelclaid.client.StorageUri;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.transfer.ImageSource;
import io.github.camelclaid.transfer.Spool;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Makes a request of an exchange: headers over body over endpoint; JSON objects merge deeply, scalars and lists replace.
 * What is wrong with it is found here, before anything is sent or paid.
 */
final class RequestMapping {

    private static final Pattern URL = Pattern.compile("(?i)https?://\\S+|storage://.+");
    private static final int LARGEST_JSON = 16 * 1024 * 1024;
    private static final int MOST_LEADING_SPACE = 1024;
    private static final String BODY_FORMS =
            "the URL of an image (http://, https://, storage://) or of a folder (storage://shop/in/), a list of URLs,"
                    + " a JSON request, or the bytes of an image (JPEG, PNG, WEBP, AVIF, TIFF, GIF, BMP, HEIC)";

    private static final String OPERATIONS_FORMS = "a JSON object (text, Map or JsonNode) or Operations";

    private final ClaidEndpoint endpoint;
    private final ClaidConfiguration options;

    /**
     * @param bytes what is to be uploaded as the input; null if the request names its input
     * @param resultOf the task whose result is the input; null if it is none
     */
    record Mapped(EditRequest request, ImageSource bytes, Long resultOf) {

        /** Which picture it is, for people; what follows a question mark may be a signature. */
        String about() {
            if (bytes != null) {
                return bytes.fileName().orElse(null);
            }
            Input images = request.images();
            if (!images.isBatch()) {
                return request.input().split("\\?", 2)[0];
            }
            return images.folder().orElseGet(() -> "a list of " + images.urls().size() + " images");
        }
    }

    RequestMapping(ClaidEndpoint endpoint) {
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
    }

    /** Leaves the message as it is. */
    Mapped map(Exchange exchange) throws ClaidInvalidRequestException, IOException {
        Message message = exchange.getMessage();
        ObjectNode headers = headers(message);
        Body body = new Body(exchange).read(headers.has("input"));
        ObjectNode merged =
                EditRequest.merge(EditRequest.merge(endpoint.defaults().request(), body.request), headers);
        if (!merged.has("operations")) {
            merged.putObject("operations");
        }
        if (body.bytes != null) {
            return new Mapped(withoutInput(merged, body.bytes, exchange), body.bytes, null);
        }
        if (!merged.has("input")) {
            throw new ClaidInvalidRequestException(
                    "input is missing: neither the header " + ClaidConstants.INPUT
                            + ", the body nor the endpoint names an" + " image; the body may be " + BODY_FORMS,
                    "input",
                    null,
                    BODY_FORMS);
        }
        return new Mapped(checked(merged, exchange), null, headers.has("input") ? null : body.resultOf);
    }

    private EditRequest checked(ObjectNode merged, Exchange exchange) throws ClaidInvalidRequestException {
        endpoint.defaults().complete(merged, exchange);
        StorageUri.encodedIn(merged);
        RequestRules.check(merged, options.getValidate());
        return EditRequest.fromJson(merged);
    }

    private EditRequest withoutInput(ObjectNode merged, ImageSource bytes, Exchange exchange)
            throws ClaidInvalidRequestException, IOException {
        try {
            // stands for the URL that the upload will give
            merged.put("input", "https://upload");
            return checked(merged, exchange).withInput(null);
        } catch (ClaidInvalidRequestException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private Spool spool() {
        return endpoint.service().spool();
    }

    private static ObjectNode headers(Message message) throws ClaidInvalidRequestException {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        Object input = input(message);
        if (input != null) {
            request.set("input", JsonValues.input(ClaidConstants.INPUT, input));
        }
        Object operations = message.getHeader(ClaidConstants.OPERATIONS);
        if (operations != null) {
            request.set("operations", JsonValues.operations(ClaidConstants.OPERATIONS, operations, OPERATIONS_FORMS));
        }
        Object output = message.getHeader(ClaidConstants.OUTPUT);
        if (output != null) {
            request.set("output", JsonValues.output(ClaidConstants.OUTPUT, output));
        }
        return request;
    }

    private static Object input(Message message) {
        Object input = message.getHeader(ClaidConstants.INPUT);
        boolean isJson = input instanceof Collection
                || input instanceof Object[]
                || input instanceof Map
                || input instanceof JsonNode
                || input instanceof Input;
        return isJson ? input : message.getHeader(ClaidConstants.INPUT, String.class);
    }

    /** What the body says: a request, or parts of one, or bytes. */
    private final class Body {

        private final Exchange exchange;
        private final Object value;
        private ObjectNode request = JsonNodeFactory.instance.objectNode();
        private ImageSource bytes;
        private Long resultOf;

        Body(Exchange exchange) {
            this.exchange = exchange;
            this.value = exchange.getMessage().getBody();
        }

        /** @param isInputGiven by a header: then only a body that is a request counts */
        Body read(boolean isInputGiven) throws ClaidInvalidRequestException, IOException {
            if (value instanceof EditRequest typed) {
                request = typed.toJson();
                if (typed.operations().isEmpty()) {
                    request.remove("operations");
                }
            } else if (value instanceof ClaidTask task) {
                request.put("input", RequestMapping.resultOf(task));
                // the items of a batch share its id
                resultOf = task.family() == TaskFamily.EDIT ? task.id() : null;
            } else if (value instanceof ObjectNode || value instanceof Map) {
                request = JsonValues.object("body", JsonValues.tree("body", value, BODY_FORMS), BODY_FORMS);
            } else if (value instanceof ArrayNode || value instanceof Collection || value instanceof Object[]) {
                readList(value, isInputGiven);
            } else if (value instanceof JsonNode node) {
                readText(node.asText().strip(), isInputGiven);
            } else if (value instanceof CharSequence text) {
                readText(text.toString().strip(), isInputGiven);
            } else if (value != null) {
                readBytes(isInputGiven);
            }
            return this;
        }

        private void readText(String text, boolean isInputGiven) throws ClaidInvalidRequestException {
            if (text.startsWith("{")) {
                request = JsonValues.object("body", JsonValues.tree("body", text, BODY_FORMS), BODY_FORMS);
            } else if (text.startsWith("[")) {
                readList(text, isInputGiven);
            } else if (URL.matcher(text).matches()) {
                request.put("input", text);
            } else if (!isInputGiven && !text.isEmpty()) {
                throw new ClaidInvalidRequestException("body", JsonNodeFactory.instance.textNode(text), BODY_FORMS);
            }
        }

        private void readList(Object list, boolean isInputGiven) throws ClaidInvalidRequestException {
            if (!isInputGiven) {
                request.set("input", JsonValues.input("body", list));
            }
        }

        private void readBytes(boolean isInputGiven) throws ClaidInvalidRequestException, IOException {
            Path file = localFile();
            try (InputStream in = new BufferedInputStream(file == null ? stream() : Files.newInputStream(file))) {
                if (startsLikeJson(in)) {
                    String text = new String(in.readNBytes(LARGEST_JSON), StandardCharsets.UTF_8);
                    readText(text.strip(), isInputGiven);
                } else if (!isInputGiven && file != null) {
                    bytes = staged(() -> ImageSource.of(file, spool()));
                } else if (!isInputGiven) {
                    String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
                    bytes = staged(() -> ImageSource.of(in, name, spool()));
                }
            } finally {
                reset();
            }
        }

        /** A body that was read before is read again, and can be once more. */
        private InputStream stream() throws ClaidInvalidRequestException {
            reset();
            InputStream stream = exchange.getMessage().getBody(InputStream.class);
            if (stream == null) {
                throw new ClaidInvalidRequestException(
                        "body is of type " + value.getClass().getName() + ", allowed: " + BODY_FORMS,
                        "body",
                        value.getClass().getName(),
                        BODY_FORMS);
            }
            return stream;
        }

        private void reset() {
            if (value instanceof StreamCache cache) {
                cache.reset();
            }
        }

        private Path localFile() {
            Object file = value instanceof WrappedFile<?> wrapped ? wrapped.getFile() : value;
            if (file instanceof File local) {
                return local.toPath();
            }
            return file instanceof Path path ? path : null;
        }

        private ImageSource staged(ImageReader reader) throws IOException, ClaidInvalidRequestException {
            if (options.getStaging() == ClaidConfiguration.Staging.none) {
                throw new ClaidInvalidRequestException(
                        "body is bytes, which Claid cannot read: staging is none, allowed: staging=upload, or the URL of"
                                + " an image",
                        "body",
                        value.getClass().getSimpleName(),
                        "the URL of an image, or staging=upload");
            }
            return reader.read();
        }

        private static boolean startsLikeJson(InputStream in) throws IOException {
            in.mark(MOST_LEADING_SPACE);
            int first = ' ';
            for (int i = 0; i < MOST_LEADING_SPACE && Character.isWhitespace(first); i++) {
                first = in.read();
            }
            in.reset();
            return first == '{' || first == '[';
        }
    }

    private interface ImageReader {
        ImageSource read() throws IOException, ClaidInvalidRequestException;
    }

    /** An edit of a finished task edits its result. */
    private static String resultOf(ClaidTask task) throws ClaidInvalidRequestException {
        ImageObject result = task.output();
        String url =
                result == null ? null : result.claidStorageUri() != null ? result.claidStorageUri() : result.tmpUrl();
        if (url == null) {
            int results = task.results().size();
            throw new ClaidInvalidRequestException(
                    "body is " + task.family().noun() + " " + task.id() + " (" + task.statusText() + ") with "
                            + (results == 0 ? "no result" : results + " results")
                            + ", allowed for an edit: a finished task with one",
                    "body",
                    task.statusText(),
                    "a finished task with one result");
        }
        return url;
    }
}
