package io.github.camelclaid;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ImageObject;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.task.TrackedTask;
import io.github.camelclaid.task.TrackedTask.Item;
import io.github.camelclaid.transfer.ImageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts a task into an exchange: body, headers, property. Claid's answers name no header and no file. */
final class ResultMapping {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]{1,16}");

    private ResultMapping() {}

    /** A task that a consumer emits, with what is known of it beside Claid's answer. */
    static void put(TrackedTask task, Exchange exchange) {
        Message message = exchange.getMessage();
        if (task.item() != null) {
            putItem(task.item(), message);
        }
        if (task.lastAnswer() != null) {
            put(task.lastAnswer(), exchange);
        } else if (task.acceptance() != null) {
            putId(task.acceptance().family(), task.taskId(), message);
        }
    }

    /** The name of the submitted message is that of no item: all of them would be written to one file. */
    private static void putItem(Item item, Message message) {
        set(message, Exchange.FILE_NAME, item.fileName());
        set(message, ClaidConstants.ITEM_INPUT, item.input());
        set(message, ClaidConstants.INPUT_UNKNOWN, item.input() == null ? Boolean.TRUE : null);
    }

    private static void putId(TaskFamily family, long id, Message message) {
        message.setHeader(ClaidConstants.TASK_ID, id);
        set(message, ClaidConstants.BATCH, family == TaskFamily.BATCH ? Boolean.TRUE : null);
    }

    static void put(ClaidTask task, Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(task);
        exchange.setProperty(ClaidConstants.TASK_PROPERTY, task);
        putId(task.family(), task.id(), message);
        set(message, ClaidConstants.STATUS, task.statusText());
        set(message, ClaidConstants.CREATED_AT, task.createdAt());
        set(message, ClaidConstants.RESULT_URL, task.resultUrl());
        set(message, ClaidConstants.REQUEST_ID, task.requestId());
        set(message, ClaidConstants.ERRORS, task.errors().isEmpty() ? null : task.errors());
        putImage(task.output(), message);
    }

    private static void putImage(ImageObject image, Message message) {
        boolean none = image == null;
        set(message, ClaidConstants.TMP_URL, none ? null : image.tmpUrl());
        set(message, ClaidConstants.OUTPUT_URI, none ? null : destination(image));
        set(message, ClaidConstants.MIME, none ? null : image.mime());
        set(message, ClaidConstants.FORMAT, none ? null : word(image.format()));
        set(message, ClaidConstants.EXT, none ? null : word(image.ext()));
        set(message, ClaidConstants.WIDTH, none ? null : image.width());
        set(message, ClaidConstants.HEIGHT, none ? null : image.height());
        set(message, ClaidConstants.MEGAPIXELS, none ? null : image.mps());
        String fileName = message.getHeader(Exchange.FILE_NAME, String.class);
        if (!none && fileName != null) {
            format(image).ifPresent(format -> message.setHeader(Exchange.FILE_NAME, renamed(fileName, format)));
        }
    }

    private static String destination(ImageObject image) {
        return image.claidStorageUri() != null ? image.claidStorageUri() : image.objectUri();
    }

    /** Routes build file names of these: what is more than a word is left out. */
    private static String word(String text) {
        return text != null && WORD.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : null;
    }

    private static Optional<ImageFormat> format(ImageObject image) {
        return ImageFormat.ofMime(image.mime()).or(() -> ImageFormat.ofName(image.format()));
    }

    /** The same name with the extension of the result's format; one that fits already stays. */
    static String renamed(String fileName, ImageFormat format) {
        int dot = fileName.lastIndexOf('.');
        boolean hasExtension = dot > fileName.lastIndexOf('/') + 1 && dot > fileName.lastIndexOf('\\') + 1;
        Optional<ImageFormat> present =
                hasExtension ? ImageFormat.ofName(fileName.substring(dot + 1)) : Optional.empty();
        if (present.isPresent() && present.get() == format) {
            return fileName;
        }
        String stem = present.isPresent() ? fileName.substring(0, dot) : fileName;
        return stem + "." + format.extension();
    }

    /** A header of an earlier edit in the same route must not stay. */
    private static void set(Message message, String name, Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
        }
    }
}
