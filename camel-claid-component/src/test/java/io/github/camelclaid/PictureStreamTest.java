package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureStreamTest {

    @TempDir
    Path folder;

    @Test
    void aClientThatMarkedTheBeginningCanSendThePictureAgainAndAgain() throws IOException {
        PictureStream picture = picture(1, 2, 3, 4);
        picture.mark(1);

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(picture.readNBytes(3)).containsExactly(1, 2, 3);
            picture.reset();
        }
    }

    @Test
    void aMarkIsWhereAResetLeadsUntilTheStreamIsClosed() throws IOException {
        PictureStream picture = picture(1, 2, 3, 4);
        picture.readNBytes(2);
        picture.mark(1);
        picture.readNBytes(2);

        picture.reset();
        assertThat(picture.position()).isEqualTo(2);
        assertThat(picture.readAllBytes()).containsExactly(3, 4);

        picture.close();
        picture.reset();
        assertThat(picture.readAllBytes()).containsExactly(1, 2, 3, 4);
    }

    private PictureStream picture(int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        Path file = Files.write(folder.resolve("picture"), content);
        return PictureStream.of(file, content.length, new DefaultExchange(new DefaultCamelContext()));
    }
}
