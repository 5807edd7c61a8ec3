package io.github.camelclaid.simulator.script;

import static io.github.camelclaid.simulator.script.Effects.Kind.DEVIATION;
import static io.github.camelclaid.simulator.script.Effects.Kind.FAULT;
import static io.github.camelclaid.simulator.script.Effects.Kind.NOTICE;
import static io.github.camelclaid.simulator.script.Effects.Kind.OUTCOME;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Supplier;

/** Everything that a rule in words can name: the one list behind scripts in words, the documents and their tests. */
public final class Effects {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Named> ALL = List.of(
            fault("status", "<status> [detail|list|none]", "an error with the API's body, in that shape", words -> {
                int status = words.status();
                return Fault.status(status, shape(words));
            }),
            fault("html", "<status>", "a page of HTML, as proxies send it", words -> Fault.html(words.status())),
            fault("empty", "<status>", "that status without a body", words -> Fault.emptyBody(words.status())),
            fault(
                    "redirect",
                    "<status> <address>",
                    "a redirect",
                    words -> Fault.redirect(words.status(), words.next("an address"))),
            fault(
                    "rate-limited",
                    "<duration>",
                    "the documented 429, whose window opens again after that time",
                    words -> Fault.rateLimited(words.time())),
            fault("rate-limited-silently", "a 429 without a header", Fault::rateLimitedWithoutHeaders),
            fault(
                    "bucket-error",
                    "<status> <code>",
                    "XML, as a bucket writes it: `403 AccessDenied`",
                    words -> Fault.bucketError(words.status(), words.next("a code"))),
            fault("reset", "a TCP reset instead of an answer", Fault::resetBeforeAccepting),
            fault("closed", "the connection is closed without an answer", Fault::closedBeforeAccepting),
            fault("garbage", "accepted; a 200 with half a JSON", Fault::garbage),
            fault(
                    "delay",
                    "<duration>",
                    "accepted; the true answer after that time",
                    words -> Fault.delay(words.time())),
            fault(
                    "trickle",
                    "<bytes> <duration>",
                    "accepted; the true answer, so many bytes at a time",
                    words -> Fault.trickle(words.someBytes(), words.time())),
            fault(
                    "truncated",
                    "<bytes>",
                    "accepted; the true answer breaks off after so many bytes",
                    words -> Fault.truncated(words.bytes())),
            fault(
                    "oversized",
                    "<bytes>",
                    "accepted; the true answer with so much white space behind it",
                    words -> Fault.oversized(words.bytes())),
            fault(
                    "chunked",
                    "<bytes>",
                    "accepted; the true answer without its length, in such chunks",
                    words -> Fault.chunked(words.someBytes())),
            fault(
                    "unfinished-chunks",
                    "<bytes>",
                    "the same, and the connection closes before the last chunk",
                    words -> Fault.unfinishedChunks(words.someBytes())),
            fault(
                    "last-of-connection",
                    "accepted; the true answer, but the next request on the same connection finds it closed",
                    Fault::lastOfConnection),
            outcome("done", "", "the edit is made", words -> Outcome.done()),
            outcome("error", "<reason>", "ends in ERROR", words -> Outcome.error(words.next("a reason"))),
            outcome("cancelled", "", "ends in CANCELLED", words -> Outcome.cancelled()),
            outcome("never", "", "stays PROCESSING", words -> Outcome.never()),
            deviation("without", "<member>", "no such member", words -> Deviation.without(words.next("a member"))),
            deviation("null", "<member>", "the member is null", words -> Deviation.nulled(words.next("a member"))),
            deviation("put", "<member> <value>", "the member is that number, word or text", Effects::put),
            deviation(
                    "result-url-at",
                    "<scheme://host>",
                    "`result_url` leads elsewhere",
                    words -> Deviation.resultUrlAt(words.next("a scheme and host"))),
            deviation("result-url-absent", "no `result_url`", Deviation::resultUrlAbsent),
            deviation(
                    "tmp-url-at",
                    "<scheme://host>",
                    "`tmp_url` leads elsewhere",
                    words -> Deviation.tmpUrlAt(words.next("a scheme and host"))),
            deviation("tmp-url", "<address>", "`tmp_url` is that", words -> Deviation.tmpUrl(words.next("an address"))),
            deviation("result-absent", "no `result` (of batches `results`)", Deviation::resultAbsent),
            deviation("result-null", "`result` is null", Deviation::resultNull),
            deviation("result-empty", "`result` is `{}`", Deviation::resultEmpty),
            deviation("errors-absent", "no `errors`", Deviation::errorsAbsent),
            deviation("errors-null", "`errors` is null", Deviation::errorsNull),
            deviation(
                    "partly-failed-is-error",
                    "a batch of which only some pictures could be made ends in ERROR, with its results",
                    Deviation::partlyFailedIsError),
            deviation("integer-error-time", "`errors[].created_at` in seconds since 1970", Deviation::integerErrorTime),
            deviation("null-input-object", "`input_object` is null, in results and errors", Deviation::nullInputObject),
            deviation("input-object-absent", "no `input_object`", Deviation::inputObjectAbsent),
            deviation("partial-input-object", "`input_object` with its format only", Deviation::partialInputObject),
            deviation("storage-fields-only", "output objects without format and size", Deviation::storageFieldsOnly),
            deviation("tmp-url-only", "output objects with nothing but `tmp_url`", Deviation::tmpUrlOnly),
            deviation("null-members", "members of output objects that do not apply are null", Deviation::nullMembers),
            deviation("without-size", "no `width`, no `height`", Deviation::withoutSize),
            deviation("upper-case-format", "`\"format\": \"JPEG\"`", Deviation::upperCaseFormat),
            deviation("ext-pnj", "`\"ext\": \"pnj\"`", Deviation::extPnj),
            deviation("extra-members", "members that nobody knows", Deviation::extraMembers),
            deviation("echo-with-nulls", "`request` names every group, as null", Deviation::echoWithNulls),
            deviation(
                    "echo-with-defaults",
                    "`request` is filled with the published defaults",
                    Deviation::echoWithDefaults),
            deviation(
                    "clock-skew",
                    "<±duration>",
                    "every `created_at` is wrong by that much",
                    words -> Deviation.clockSkew(words.difference())),
            notice("webhook-lost", "the webhook is never sent", Notice::lost),
            notice("webhook-twice", "it is sent again once it has been answered", Notice::twice),
            notice("webhook-unsigned", "it has no signature", Notice::unsigned),
            notice("webhook-wrongly-signed", "its signature fits another body", Notice::wronglySigned),
            notice(
                    "webhook-first",
                    "the task ends and its webhook is answered before the submit is",
                    Notice::beforeTheAnswer),
            notice("webhook-with-data", "its body is wrapped in `data`", Notice::withData),
            notice("webhook-without-data", "its body is not wrapped", Notice::withoutData),
            new Named(
                    NOTICE,
                    "webhook-delayed",
                    "<duration>",
                    "it is sent that much later",
                    words -> Notice.delayed(words.time())));

    private Effects() {}

    /** What an effect changes. */
    public enum Kind {
        /** The answer on the wire. */
        FAULT,
        /** What becomes of the task. */
        OUTCOME,
        /** The JSON of an otherwise true answer. */
        DEVIATION,
        /** The webhook about the task. */
        NOTICE
    }

    /**
     * An effect with a name.
     *
     * @param arguments what follows the name, as the help writes it; empty for nothing
     * @param meaning for the help, in Markdown
     */
    public record Named(Kind kind, String name, String arguments, String meaning, Reader reader) {

        /** Makes the effect of the words behind its name. */
        interface Reader {
            Effect read(Words words);
        }
    }

    /** All of them, in the order of the help. */
    public static List<Named> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException if the text names no effect, or not with what it needs */
    static Effect read(String text) {
        Words words = new Words(text);
        String name = words.next("an effect");
        Named named = ALL.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no effect '" + name + "'"));
        Effect effect = modified(named.reader().read(words), words);
        if (words.hasNext()) {
            throw new IllegalArgumentException("'" + words.next("") + "' is too much for '" + name + "'");
        }
        return effect;
    }

    private static Effect modified(Effect effect, Words words) {
        if (effect instanceof Fault fault) {
            return modified(fault, words);
        }
        return effect instanceof Outcome outcome ? modified(outcome, words) : effect;
    }

    private static Fault modified(Fault fault, Words words) {
        Fault modified = fault;
        if (words.take("after-accepting")) {
            modified = modified.afterAcceptingIt();
        }
        return words.take("delayed") ? modified.delayedBy(words.time()) : modified;
    }

    private static Outcome modified(Outcome outcome, Words words) {
        Outcome modified = outcome;
        if (words.take("after")) {
            modified = modified.lasting(words.time());
        }
        if (words.take("showing")) {
            modified = modified.showing(words.next("a status"));
        }
        while (words.take("failing")) {
            modified = modified.failing(words.next("a part of an address"), words.next("a reason"));
        }
        if (words.take("forgotten-after")) {
            modified = modified.forgottenAfter(words.time());
        }
        return words.take("with-the-id-before") ? modified.withTheIdBefore() : modified;
    }

    private static ErrorShape shape(Words words) {
        if (words.take("detail")) {
            return ErrorShape.DETAIL;
        }
        if (words.take("list")) {
            return ErrorShape.FIELD_LIST;
        }
        return words.take("none") ? ErrorShape.NONE : ErrorShape.TOP_LEVEL;
    }

    /** What is no JSON is a text. */
    private static Deviation put(Words words) {
        String member = words.next("a member");
        JsonNode value = value(words.next("a value"));
        return data -> data.set(member, value.deepCopy());
    }

    private static JsonNode value(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static Named fault(String name, String arguments, String meaning, Named.Reader reader) {
        return new Named(FAULT, name, arguments, meaning, reader);
    }

    private static Named fault(String name, String meaning, Supplier<Fault> fault) {
        return fault(name, "", meaning, words -> fault.get());
    }

    private static Named outcome(String name, String arguments, String meaning, Named.Reader reader) {
        return new Named(OUTCOME, name, arguments, meaning, reader);
    }

    private static Named notice(String name, String meaning, Supplier<Notice> notice) {
        return new Named(NOTICE, name, "", meaning, words -> notice.get());
    }

    private static Named deviation(String name, String meaning, Supplier<Deviation> deviation) {
        return new Named(DEVIATION, name, "", meaning, words -> deviation.get());
    }

    private static Named deviation(String name, String arguments, String meaning, Named.Reader reader) {
        return new Named(DEVIATION, name, arguments, meaning, reader);
    }
}
