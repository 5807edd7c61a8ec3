package io.github.camelclaid.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.client.RequestRules;
import io.github.camelclaid.client.Validation;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "ffd8ffe000104a46494600010100, JPEG",
        "89504e470d0a1a0a0000000d49484452, PNG",
        "5249464624000000574542505650384c, WEBP",
        "474946383961010001, GIF",
        "474946383761010001, GIF",
        "49492a0008000000, TIFF",
        "4d4d002a00000008, TIFF",
        "49492b0008000000, TIFF",
        "4d4d002b00080000, TIFF",
        "424d3a000000000000003600000028000000, BMP",
        "424d3a00000000000000360000007c000000, BMP",
        "0000001c66747970617669660000000061766966, AVIF",
        "0000001c6674797061766973000000006d696631, AVIF",
        "0000001c667479706d696631000000006d69663161766966, AVIF",
        "0000001c66747970686569630000000068656963, HEIC",
        "0000001c667479706d696631000000006d69663168656963, HEIC",
    })
    void theFirstBytesTellTheFormat(String head, ImageFormat format) {
        assertThat(ImageFormat.sniff(HexFormat.of().parseHex(head))).contains(format);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "B",
                "BM",
                "BMW is a maker of cars, not an image",
                "RIFF0000WAVEfmt ",
                "<html><body>",
                "{\"input\":1}",
                "\0\0\0\u001cftypisom\0\0\0\0isommp42",
                "\0\0\0\u001cftyp"
            })
    void whatIsNoImageIsNone(String head) {
        assertThat(ImageFormat.sniff(head.getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, JPEG",
        "IMAGE/JPG, JPEG",
        "image/png; charset=binary, PNG",
        "image/tiff, TIFF",
        "image/heif, HEIC",
        "image/x-ms-bmp, BMP",
        "image/jxl,",
        "png,",
        "text/html,",
        ","
    })
    void aMimeTypeNamesAFormat(String mime, ImageFormat format) {
        assertThat(ImageFormat.ofMime(mime).orElse(null)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({
        "JPEG, JPEG",
        "jpg, JPEG",
        "Png, PNG",
        "webp, WEBP",
        "avif, AVIF",
        "av1, AVIF",
        "tif, TIFF",
        "TIFF, TIFF",
        "gif, GIF",
        "bmp, BMP",
        "heif, HEIC",
        "pnj,",
        "image/png,",
        ","
    })
    void aNameNamesAFormatInEitherCase(String name, ImageFormat format) {
        assertThat(ImageFormat.ofName(name).orElse(null)).isEqualTo(format);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatIsFoundByItsOwnMimeTypeAndExtension(ImageFormat format) {
        assertThat(ImageFormat.ofMime(format.mime())).contains(format);
        assertThat(ImageFormat.ofName(format.extension())).contains(format);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            JPEG | {"format":{"type":"jpeg","quality":100,"progressive":false}}
            PNG  | {"format":{"type":"png"}}
            WEBP | {"format":{"type":"webp","compression":"lossless"}}
            TIFF | {"format":{"type":"tiff","compression":"lossless"}}
            GIF  | {"format":{"type":"png"}}
            BMP  | {"format":{"type":"png"}}
            AVIF | {"format":{"type":"png"}}
            HEIC | {"format":{"type":"png"}}
            """)
    void passingAnImageOnLosesNothing(ImageFormat format, String output) throws Exception {
        RequestRules.checkOutput(format.losslessOutput().toJson(), Validation.STRICT);
        assertThat(format.losslessOutput()).hasToString(output);
    }

    @Test
    void theFirstBytesAreDescribedForAPerson() {
        assertThat(MagicBytes.describe("<html>\n<body class=x>".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("\"<html> <body cla\"");
        assertThat(MagicBytes.describe(new byte[] {0x25, 0x50, (byte) 0xff})).isEqualTo("25 50 ff");
    }
}
