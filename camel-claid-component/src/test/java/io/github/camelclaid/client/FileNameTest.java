package io.github.camelclaid.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            https://a.example/in/shoe.jpg                  | shoe.jpg
            https://a.example/in/red%20shoe.jpg?sig=a/b#c  | red shoe.jpg
            https://a.example/in/50%25%zz.jpg              | 50%%zz.jpg
            storage://shop/in/sch%C3%B6n.jpg               | schön.jpg
            storage://shop/what?.jpg                       | what_.jpg
            https://a.example/..%2f..%2fetc%2fpasswd       | passwd
            https://a.example/a%5c..%5cb.jpg               | a_.._b.jpg
            https://a.example/C%3Aa.jpg                    | C_a.jpg
            https://a.example/a%00%0d%0a%E2%80%AEb.jpg     | a____b.jpg
            https://a.example/%24%7Bbean%3Ax%7D.jpg        | $_bean_x_.jpg
            """)
    void theNameOfAUrlIsItsLastAndHarmless(String url, String name) {
        assertThat(FileName.ofUrl(url)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "https://a.example/",
                "https://a.example/in/",
                "https://a.example/in/..",
                "https://a.example/%2e%2e",
                "https://a.example/in/%20",
                "https://a.example?file=/shoe.jpg",
                ""
            })
    void aUrlWithoutANameHasNone(String url) {
        assertThat(FileName.ofUrl(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            storage://shop/out/kids/shoe.webp          | kids/shoe.webp
            storage://shop/out/shoe.webp               | shoe.webp
            storage://shop/out/../../etc/passwd        | etc/passwd
            storage://shop/out/%2e%2e/%2fa//b.webp     | a/b.webp
            storage://shop/other/shoe.webp             |
            storage://shop/out/                        |
            """)
    void foldersBelowTheDestinationAreKeptAndLeadOutOfNone(String uri, String path) {
        assertThat(FileName.below("storage://shop/out/", uri).orElse(null)).isEqualTo(path);
    }

    @Test
    void aNameFitsIntoAFileSystemAndKeepsItsExtension() {
        String name = FileName.ofKey("in/" + "ä".repeat(5000).substring(0, 900) + ".jpeg")
                .orElseThrow();

        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(240);
        assertThat(name).endsWith("ä.jpeg");
        assertThat(FileName.ofKey("." + "x".repeat(100_000)).orElseThrow()).hasSizeLessThanOrEqualTo(240);
    }

    @Test
    void whateverComesInNothingHarmfulComesOut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "./\\%:${}?#ab \n\u0000\u202e\ud83d2eEfF5cC";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder url = new StringBuilder("https://a.example/");
            for (int j = random.nextInt(30); j > 0; j--) {
                url.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            FileName.ofUrl(url.toString()).ifPresent(name -> assertThat(name)
                    .as("seed %d, %s", seed, url)
                    .matches("[^/\\\\:{}\\p{Cntrl}\\u202e]+")
                    .isNotIn(".", ".."));
        }
    }
}
