package io.github.camelclaid.examples.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How much heap the routes need for 300 pictures of 5 MB. The program has a Java of its own with a heap of 64 MB, which is
 * collected fully every 5 seconds; S3 and Claid are played by this one. Not part of the build; its name has to be given:
 *
 * <pre>./mvnw -B -ntp test -pl examples/s3-to-s3 -am -Dtest=HeapMeasurement -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class HeapMeasurement {

    private static final int PICTURES = 300;
    private static final Pattern LIVE = Pattern.compile("Pause Full \\(Diagnostic Command\\).*?->(\\d+)M\\(");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"PRESIGNED", "UPLOAD"})
    void theHeapStaysFlat(Way way) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            byte[] picture = S3ToS3Test.picture(1, 1300);
            for (int number = 0; number < PICTURES; number++) {
                // bytes behind the end of a PNG make it another file
                byte[] another = Arrays.copyOf(picture, picture.length + 4);
                another[picture.length] = (byte) number;
                another[picture.length + 1] = (byte) (number >> 8);
                shop.put("kids/" + number + ".png", another, "image/png");
            }
            shop.with("s3.exit-when-idle", "2s").with("s3.poll-every", "500");
            Path gc = folder.resolve("gc.log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-Xlog:gc:file=" + gc,
                    "-cp",
                    System.getProperty("java.class.path"),
                    S3ToS3.class.getName()));
            command.addAll(shop.arguments());
            long start = System.nanoTime();
            Process program = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.log").toFile())
                    .start();
            try {
                while (!program.waitFor(5, TimeUnit.SECONDS)) {
                    collect(program.pid());
                }
            } finally {
                program.destroyForcibly();
            }
            report(way, picture.length, Files.readString(gc), (System.nanoTime() - start) / 1e9);
            assertThat(program.exitValue())
                    .as(Files.readString(folder.resolve("out.log")))
                    .isZero();
            assertThat(shop.keys(Shop.TARGET)).hasSize(PICTURES);
        }
    }

    /** Fully, so that the log says what is really in use. */
    private static void collect(long pid) throws Exception {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void report(Way way, int bytes, String log, double seconds) {
        int[] megabytes = LIVE.matcher(log)
                .results()
                .mapToInt((MatchResult pause) -> Integer.parseInt(pause.group(1)))
                .toArray();
        StringBuilder quarters = new StringBuilder();
        for (int quarter = 0; quarter < 4; quarter++) {
            int from = megabytes.length * quarter / 4;
            int to = megabytes.length * (quarter + 1) / 4;
            quarters.append(" ")
                    .append(IntStream.range(from, to)
                            .map(i -> megabytes[i])
                            .max()
                            .orElse(0))
                    .append(" MB");
        }
        System.out.printf(
                "%s: %d pictures of %d bytes in %.0f s, %d full collections, most heap after one, by quarters:%s%n",
                way, PICTURES, bytes, seconds, megabytes.length, quarters);
    }
}
