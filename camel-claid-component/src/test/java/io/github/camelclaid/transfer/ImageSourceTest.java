package io.github.camelclaid.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelclaid.client.ClaidInvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {

    @TempDir
    Path directory;

    private Spool spool;

    @BeforeEach
    void aSpoolThatDoesNotExistYet() {
        spool = new Spool(directory.resolve("spool"), 1_000_000);
    }

    @Test
    void aFileIsReferencedAndStays() throws Exception {
        Path file = Files.write(directory.resolve("shoe.jpg"), png(100_000));

        try (ImageSource source = ImageSource.of(file, spool)) {
            assertThat(source.file()).isEqualTo(file);
            assertThat(source.fileName()).contains("shoe.jpg");
            assertThat(source.format()).isEqualTo(ImageFormat.PNG);
            assertThat(source.size()).isEqualTo(100_000);
            assertThat(source.sha256()).isEqualTo(sha256(png(100_000)));
        }

        assertThat(file).exists();
        assertThat(spool.directory()).doesNotExist();
    }

    @Test
    void aStreamIsDrainedIntoAPrivateFileThatEndsWithItsSource() throws Exception {
        ImageSource source = ImageSource.of(trickling(png(100_000)), "shoe.png", spool);

        assertThat(source.file()).hasParentRaw(spool.directory()).hasBinaryContent(png(100_000));
        assertThat(Files.getPosixFilePermissions(source.file()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(spool.directory()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(source.sha256()).isEqualTo(sha256(png(100_000)));

        source.close();
        source.close();

        assertThat(spool.directory()).isEmptyDirectory();
    }

    @Test
    void bytesWithoutANameAreTaken() throws Exception {
        try (ImageSource source = ImageSource.of(png(100), null, spool)) {
            assertThat(source.fileName()).isEmpty();
            assertThat(source.size()).isEqualTo(100);
            source.checkUnchanged();
        }
    }

    @Test
    void whatIsNoImageIsRefusedWithWhatWouldWork() {
        byte[] page = "<!DOCTYPE html><title>Sorry</title>".getBytes(StandardCharsets.US_ASCII);

        var refusal =
                catchThrowableOfType(ClaidInvalidRequestException.class, () -> ImageSource.of(page, "a.png", spool));

        assertThat(refusal)
                .hasMessage("body is no image, it starts with \"<!DOCTYPE html><\", allowed: the URL of an image"
                        + " (http://, https://, storage://), a JSON request, or the bytes of an image"
                        + " (JPEG, PNG, WEBP, AVIF, TIFF, GIF, BMP, HEIC)");
        assertThat(refusal.path()).isEqualTo("body");
        assertThat(spool.directory()).isEmptyDirectory();
    }

    @Test
    void anEmptyBodyIsRefused() {
        assertThatThrownBy(() -> ImageSource.of(new byte[0], null, spool))
                .isInstanceOf(ClaidInvalidRequestException.class)
                .hasMessageStartingWith("body is empty, allowed: ");
    }

    @Test
    void anImageThatIsTooLargeIsRefusedAndLeavesNothing() {
        Spool small = new Spool(spool.directory(), 99_999);

        assertThatThrownBy(() -> ImageSource.of(png(100_000), null, small))
                .isInstanceOf(ClaidInvalidRequestException.class)
                .hasMessage("body is a png of more than 99999 bytes, allowed: at most 99999 bytes");
        assertThat(spool.directory()).isEmptyDirectory();
    }

    @Test
    void aStreamThatBreaksLeavesNothing() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(png(70_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThatThrownBy(() -> ImageSource.of(broken, null, spool)).hasMessage("connection reset");
        assertThat(spool.directory()).isEmptyDirectory();
    }

    @Test
    void aFileThatGrowsAfterItsDigestIsNoticed() throws Exception {
        Path file = Files.write(directory.resolve("shoe.png"), png(1000));
        ImageSource source = ImageSource.of(file, spool);

        Files.write(file, png(2000));

        assertThatThrownBy(source::checkUnchanged)
                .isInstanceOf(ClaidInvalidRequestException.class)
                .hasMessageStartingWith(
                        "body is the file shoe.png, which changed while it was read (1000 bytes, now 2000)");
    }

    @Test
    void aFileOfTheSameSizeWithAnotherTimeIsNoticed() throws Exception {
        Path file = Files.write(directory.resolve("shoe.png"), png(1000));
        ImageSource source = ImageSource.of(file, spool);

        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThatThrownBy(source::checkUnchanged).isInstanceOf(ClaidInvalidRequestException.class);
    }

    private static byte[] png(int size) {
        byte[] image = new byte[size];
        new Random(size).nextBytes(image);
        byte[] magic = HexFormat.of().parseHex("89504e470d0a1a0a");
        System.arraycopy(magic, 0, image, 0, magic.length);
        return image;
    }

    /** Gives a few bytes at a time, as the network does. */
    private static InputStream trickling(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                return super.read(target, from, Math.min(length, 7));
            }
        };
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
