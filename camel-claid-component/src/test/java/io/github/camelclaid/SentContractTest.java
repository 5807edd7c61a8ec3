package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelclaid.client.Background;
import io.github.camelclaid.client.ColorSpace;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Fit;
import io.github.camelclaid.client.Format;
import io.github.camelclaid.client.Operations;
import io.github.camelclaid.client.Output;
import io.github.camelclaid.client.Restorations;
import io.github.camelclaid.contract.Contract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the component sends fits the published schema, however the request was said. */
class SentContractTest extends InShop {

    private static final String IMAGE = "https://a.example/in/shoe.jpg";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Contract contract = Contract.published();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private HttpServer claid;

    private record Sent(String path, String body) {

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    /** A server that refuses all it gets: what is sent is known by then. */
    @BeforeEach
    void listen() throws Exception {
        claid = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        claid.createContext("/", this::refuse);
        claid.start();
        shop.component
                .getConfiguration()
                .setBaseUrl("http://127.0.0.1:" + claid.getAddress().getPort());
        shop.start();
    }

    @AfterEach
    void stop() {
        claid.stop(0);
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            // bytes one by one as letters, since a picture may be among them
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            sent.add(new Sent(exchange.getRequestURI().getPath(), body));
            exchange.sendResponseHeaders(422, -1);
        }
    }

    private Sent sentBy(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = call(uri, body, headers);
        assertThat(sent).as("%s", exchange.getException()).hasSize(1);
        return sent.get(0);
    }

    private void assertFits(String definition, JsonNode request) {
        assertThat(contract.complaints(definition, request)).as("%s", request).isEmpty();
    }

    private static Operations everything() {
        return Operations.builder()
                .restorations(r -> r.decompress(Restorations.Decompress.AUTO)
                        .upscalePhoto(2)
                        .polish())
                .adjustments(a -> a.hdr(80, true)
                        .exposure(-100)
                        .saturation(100)
                        .contrast(7)
                        .sharpness(0))
                .background(b -> b.remove(
                                r -> r.category(Background.Category.PRODUCTS).clipping(true))
                        .blur(x -> x.type(Background.BlurType.LENS)
                                .level(Background.BlurLevel.HIGH)
                                .objectToKeep("shoe"))
                        .transparent())
                .resizing(r -> r.width(1000).heightAuto().fit(Fit.outpaint(o -> o.feathering(20)
                        .by("10%"))))
                .padding("10%")
                .privacy(p -> p.blurCarPlate(true).identityCrop(false))
                .generative(g -> g.styleTransfer("https://a.example/b.jpg", s -> s.prompt("oil on canvas")
                        .depthStrength(1)
                        .denoisingStrength(0.5)
                        .styleStrength(0.25)))
                .build();
    }

    private static EditRequest.Builder edit() {
        return EditRequest.builder().input(IMAGE);
    }

    private static Stream<EditRequest> typed() {
        Stream<EditRequest> formats = Stream.of(
                        Format.jpeg().quality(1).progressive(false),
                        Format.png().compression(Format.Png.Compression.BEST),
                        Format.webp(),
                        Format.webp().quality(100),
                        Format.avif().lossless(),
                        Format.tiff().lossy())
                .map(format -> edit().output(o -> o.format(format)
                                .destination("storage://shop/out/a")
                                .metadata(
                                        m -> m.dpi(300).colorSpace(ColorSpace.cmyk(ColorSpace.Profile.US_WEB_COATED))))
                        .build());
        Stream<EditRequest> fits = Stream.of(Fit.CROP, Fit.SMART_CROP, Fit.COVER, Fit.BOUNDS, Fit.CANVAS, Fit.OUTPAINT)
                .map(fit -> edit().operations(o -> o.resizing(
                                r -> r.widthPercent(50).heightPercent(50).fit(fit)))
                        .build());
        Stream<EditRequest> others = Stream.of(
                edit().build(),
                edit().operations(everything()).build(),
                edit().operations(o -> o.adjustments(a -> a.hdr(50))
                                .background(b -> b.remove().blur().color("#ffffff")))
                        .output("storage://shop/out/a.jpg")
                        .build(),
                edit().output(o -> o.metadata(m -> m.colorSpace(ColorSpace.RGB)))
                        .build());
        return Stream.of(formats, fits, others).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("typed")
    void whatIsBuiltFits(EditRequest request) throws Exception {
        Sent edit = sentBy("claid:shop", request, Map.of());

        assertThat(edit.path()).endsWith("/image/edit/async");
        assertFits("AsyncEditRequest", edit.json());
    }

    @ParameterizedTest
    @EnumSource
    void everyUpscalingFits(Restorations.Upscale model) throws Exception {
        assertFits(
                "AsyncEditRequest",
                sentBy(
                                "claid:shop",
                                edit().operations(o -> o.restorations(r -> r.upscale(model)))
                                        .build(),
                                Map.of())
                        .json());
    }

    private static Stream<Arguments> said() {
        String folder = "storage://shop/in/";
        return Stream.of(
                Arguments.of(
                        "claid:shop?op.resizing.width=1000&op.resizing.height=auto&op.resizing.fit.type=crop"
                                + "&op.resizing.fit.crop=smart&op.background.remove.category=cars"
                                + "&op.background.color=#ffffff&op.adjustments.hdr.intensity=40&op.padding=5%25 10px"
                                + "&op.restorations.upscale.type=photo&op.restorations.upscale.version=3"
                                + "&op.privacy.blur_car_plate=true&op.generative.style_transfer.style_strength=0.5"
                                + "&op.generative.style_transfer.style_reference_image=https://a.example/b.jpg",
                        IMAGE, Map.of(), "AsyncEditRequest"),
                Arguments.of(
                        "claid:shop?output=storage://shop/out/${file:name.noext}.webp&op.background.remove=true",
                        IMAGE,
                        Map.of(Exchange.FILE_NAME, "my shoe.png"),
                        "AsyncEditRequest"),
                Arguments.of(
                        "claid:shop?output=RAW({\"format\":{\"type\":\"webp\",\"compression\":\"lossless\"}})"
                                + "&operations=RAW({\"padding\":\"10%\",\"resizing\":null})",
                        "{\"input\": \"" + IMAGE + "\", \"operations\": {\"adjustments\": {\"hdr\": null}}}",
                        Map.of(),
                        "AsyncEditRequest"),
                Arguments.of(
                        "claid:shop",
                        Map.of("input", IMAGE, "operations", Map.of("resizing", Map.of("width", 10L))),
                        Map.of(ClaidConstants.OUTPUT, Output.to("storage://shop/out/a.jpg")),
                        "AsyncEditRequest"),
                Arguments.of(
                        "claid:shop",
                        "",
                        Map.of(ClaidConstants.INPUT, IMAGE, ClaidConstants.OPERATIONS, everything()),
                        "AsyncEditRequest"),
                Arguments.of("claid:shop", List.of(IMAGE, FIRST), Map.of(), "BatchEditRequest"),
                Arguments.of(
                        "claid:shop?output=storage://shop/out/",
                        "[\"" + IMAGE + "\", \"" + FIRST + "\"]",
                        Map.of(ClaidConstants.OPERATIONS, everything()),
                        "BatchEditRequest"),
                Arguments.of("claid:shop?output=storage://shop/out/", folder, Map.of(), "BatchEditRequest"),
                Arguments.of("claid:shop?recursive=true", folder, Map.of(), "BatchEditRequest"),
                Arguments.of(
                        "claid:shop",
                        EditRequest.builder()
                                .folder(folder, true)
                                .operations(everything())
                                .build(),
                        Map.of(),
                        "BatchEditRequest"));
    }

    @ParameterizedTest
    @MethodSource("said")
    void whatIsSaidFits(String uri, Object body, Map<String, Object> headers, String definition) throws Exception {
        Sent request = sentBy(uri, body, new HashMap<>(headers));

        assertThat(request.path()).endsWith(definition.startsWith("Batch") ? "/batch" : "/async");
        assertFits(definition, request.json());
    }

    @Test
    void theDataOfAnUploadFitsButForTheInputThatTheFileIs() throws Exception {
        Sent upload = sentBy(
                "claid:shop?output=RAW({\"format\":\"png\",\"metadata\":{\"dpi\":300}})&op.resizing.width=10",
                Shop.picture(1, "png"),
                Map.of());

        assertThat(upload.path()).endsWith("/image/edit/upload");
        ObjectNode data = data(upload.body());
        assertThat(data.has("input")).isFalse();
        assertFits("EditRequest", data.put("input", IMAGE));
    }

    /** The JSON in the part of that name. */
    private static ObjectNode data(String form) throws IOException {
        String boundary = form.substring(0, form.indexOf("\r\n"));
        String part = Arrays.stream(form.split(boundary))
                .filter(each -> each.contains("name=\"data\""))
                .findFirst()
                .orElseThrow();
        return (ObjectNode) JSON.readTree(part.substring(part.indexOf("\r\n\r\n")));
    }
}
