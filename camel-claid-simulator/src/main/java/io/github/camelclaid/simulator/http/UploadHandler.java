package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.edit.Source;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.task.Tasks;
import io.github.camelclaid.simulator.validation.Validation;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.FormData;
import io.undertow.server.handlers.form.FormDataParser;
import io.undertow.server.handlers.form.FormParserFactory;
import io.undertow.server.handlers.form.MultiPartParserDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Edits an uploaded picture and answers with the result. The picture goes to a temporary file as it comes in. */
final class UploadHandler implements HttpHandler {

    private final Surroundings around;
    private final Tasks.Work work;
    private final PromptEdits edits;
    private final long maxBytes;
    private final FormParserFactory parsers;

    UploadHandler(Surroundings around, Tasks.Work work, Path folder, long maxBytes) {
        this.around = around;
        this.work = work;
        this.edits = new PromptEdits(around, work.pool());
        this.maxBytes = maxBytes;
        MultiPartParserDefinition multipart = new MultiPartParserDefinition(folder);
        multipart.setDefaultEncoding(StandardCharsets.UTF_8.name());
        multipart.setFileSizeThreshold(0);
        this.parsers = FormParserFactory.builder(false).addParser(multipart).build();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        long nth = around.ledger().arrived(Call.UPLOAD);
        around.ledger().received(exchange.getRequestContentLength());
        Optional<Answer> refusal = around.gate().refusal(exchange, Call.UPLOAD);
        if (refusal.isPresent()) {
            around.delivery().send(exchange, refusal.get());
            return;
        }
        if (exchange.getRequestContentLength() > maxBytes) {
            // without a limit for this request the rest is read and dropped; else its sender might never see the answer
            around.delivery().send(exchange, Answer.error(413, "The upload is larger than " + maxBytes + " bytes."));
            return;
        }
        exchange.setMaxEntitySize(maxBytes);
        FormDataParser parser = parser(exchange);
        if (parser == null) {
            around.delivery().send(exchange, Answer.error(422, "The body must be multipart/form-data."));
            return;
        }
        exchange.addDefaultResponseListener(this::refuseMalformed);
        parser.parse(parsed -> upload(parsed, parsed.getAttachment(FormDataParser.FORM_DATA), nth));
    }

    /** Null if the body is no form, or its boundary is none. */
    private FormDataParser parser(HttpServerExchange exchange) {
        try {
            return parsers.createParser(exchange);
        } catch (IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** The parser ends the exchange by itself, without a body, when it cannot read the form. */
    private boolean refuseMalformed(HttpServerExchange exchange) {
        boolean unread = exchange.getAttachment(FormDataParser.FORM_DATA) == null;
        if (unread && exchange.getStatusCode() >= 400) {
            around.delivery().send(exchange, Answer.error(422, "The multipart form cannot be read."));
            return true;
        }
        return false;
    }

    private void upload(HttpServerExchange exchange, FormData form, long nth) throws IOException {
        FormData.FormValue file = form.getFirst("file");
        boolean hasFile = file != null && file.isFileItem();
        String name = hasFile && file.getFileName() != null ? file.getFileName() : "";
        Facts facts = new Facts(Call.UPLOAD, name, 0, nth);
        Scripted scripted = new Scripted(exchange, around.delivery(), around.script(), facts);
        if (scripted.struckBefore()) {
            return;
        }
        JsonNode data = data(form.getFirst("data"));
        if (scripted.refuses(Validation.ofParts(hasFile, data))) {
            return;
        }
        Source source = new Source(file.getFileItem().getFile(), name.isBlank() ? "image" : name, false);
        edits.make(exchange, scripted, facts, () -> work.editor().edit(source, data, 0));
    }

    /** The part as JSON; null without one, or if it is none. Clients send it with and without a content type. */
    private static JsonNode data(FormData.FormValue part) throws IOException {
        if (part == null) {
            return null;
        }
        byte[] text = part.isFileItem()
                ? Files.readAllBytes(part.getFileItem().getFile())
                : part.getValue().getBytes(StandardCharsets.UTF_8);
        return JsonRequests.parsed(text);
    }
}
