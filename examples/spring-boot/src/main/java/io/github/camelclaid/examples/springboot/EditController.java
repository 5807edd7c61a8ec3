package io.github.camelclaid.examples.springboot;

import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.transfer.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** A picture in, the edited picture out. While Claid works on it neither a thread waits nor is the picture in memory. */
@RestController
class EditController {

    private static final int ENOUGH_TO_TELL = 64;

    private final ProducerTemplate template;

    EditController(ProducerTemplate template) {
        this.template = template;
    }

    @PostMapping(path = "/edit", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    CompletableFuture<ResponseEntity<Resource>> edit(@RequestPart MultipartFile picture) throws IOException {
        refuseWhatIsNoPicture(picture);
        return template.asyncSend("direct:edit", exchange -> {
                    exchange.setPattern(ExchangePattern.InOut);
                    exchange.getMessage().setBody(picture.getInputStream());
                })
                .thenCompose(EditController::answer);
    }

    /** The component also takes JSON that describes an edit. A stranger must not: it could name any URL or storage. */
    private static void refuseWhatIsNoPicture(MultipartFile picture) throws IOException {
        if (picture.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The picture is empty");
        }
        try (InputStream in = picture.getInputStream()) {
            if (ImageFormat.sniff(in.readNBytes(ENOUGH_TO_TELL)).isEmpty()) {
                throw new ResponseStatusException(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "This is no picture; JPEG, PNG, WebP, AVIF, TIFF, GIF, BMP and HEIC are");
            }
        }
    }

    private static CompletionStage<ResponseEntity<Resource>> answer(Exchange exchange) {
        if (exchange.getException() != null) {
            return CompletableFuture.failedFuture(exchange.getException());
        }
        Message edited = exchange.getMessage();
        return CompletableFuture.completedFuture(ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(edited.getHeader(ClaidConstants.MIME, String.class)))
                .contentLength(edited.getHeader(Exchange.FILE_LENGTH, Long.class))
                .body(new InputStreamResource(edited.getBody(InputStream.class))));
    }
}
