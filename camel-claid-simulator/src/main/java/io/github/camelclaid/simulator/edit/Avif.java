package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** AVIF, for those who have the optional {@code org.bytedeco:ffmpeg} on their class path. Thread-safe. */
public final class Avif {

    /** What to do where it is missing. */
    public static final String MISSING = "needs org.bytedeco:ffmpeg:8.0.1-1.5.13 on the class path,"
            + " with and without the classifier of the platform, such as linux-x86_64";

    private static final String COLOURS = "scale=out_color_matrix=bt709:out_range=pc:flags=accurate_rnd,format=yuv420p";
    private static final List<String> TAGS = List.of(
            "-color_range", "pc", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "iec61966-2-1");

    private Avif() {}

    /** Whether it can be read and written here. */
    public static boolean isThere() {
        return Ffmpeg.isThere();
    }

    /** By its first bytes, which name the kind of the container. */
    static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
            return start.endsWith("ftypavif") || start.endsWith("ftypavis");
        }
    }

    static void encode(BufferedImage image, OutputFormat.Avif format, Path file) throws IOException {
        boolean alpha = image.getColorModel().hasAlpha();
        String colours = format.lossless() ? "format=gbrp" : COLOURS;
        Arguments arguments = new Arguments()
                .add("-f", "rawvideo", "-pixel_format", alpha ? "bgra" : "bgr0")
                .add("-video_size", image.getWidth() + "x" + image.getHeight(), "-i", "pipe:0", "-filter_complex");
        if (alpha) {
            arguments
                    .add("split[a][b];[a]" + colours + "[colours];[b]alphaextract[alpha]")
                    .add("-map", "[colours]", "-map", "[alpha]");
        } else {
            arguments.add(colours + "[colours]").add("-map", "[colours]");
        }
        arguments.add("-c:v", "libaom-av1", "-still-picture", "1", "-usage", "allintra", "-cpu-used", "8");
        if (format.lossless()) {
            arguments.add("-crf", "0", "-aom-params", "lossless=1");
        } else {
            arguments.add("-crf", Integer.toString(crf(format.quality()))).add(TAGS.toArray(String[]::new));
        }
        arguments.add("-frames:v", "1", "-f", "avif", file.toString());
        Ffmpeg.run(arguments.all(), out -> writePixels(image, out));
    }

    /** From 63 for the worst to 0 for the best. */
    private static int crf(int quality) {
        return Math.round(63 * (100 - quality) / 100f);
    }

    /** Little-endian, an int of a pixel is its blue, green, red and alpha. */
    private static void writePixels(BufferedImage image, OutputStream out) throws IOException {
        int[] pixels = Pixels.of(image);
        byte[] row = new byte[4 * image.getWidth()];
        for (int i = 0; i < pixels.length; i += image.getWidth()) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = pixels[i + x];
                row[4 * x] = (byte) pixel;
                row[4 * x + 1] = (byte) (pixel >> 8);
                row[4 * x + 2] = (byte) (pixel >> 16);
                row[4 * x + 3] = (byte) (pixel >> 24);
            }
            out.write(row);
        }
    }

    /** The picture as a PNG; the caller deletes it. Alpha, where there is any, is a second stream. */
    static Path toPng(Path file, long maxPixels) throws IOException {
        Path png = Files.createTempFile("claid-avif-", ".png");
        try {
            try {
                convert(
                        file,
                        png,
                        maxPixels,
                        "[0:v:1]format=gray[a];[0:v:0]format=gbrp[c];[c][a]alphamerge,format=rgba");
            } catch (IOException e) {
                convert(file, png, maxPixels, "format=rgb24");
            }
            return png;
        } catch (IOException e) {
            TemporaryFolder.deleteQuietly(png);
            throw e;
        }
    }

    private static void convert(Path file, Path png, long maxPixels, String filter) throws IOException {
        Arguments arguments = new Arguments()
                .add(
                        "-protocol_whitelist",
                        "file",
                        "-max_pixels",
                        Long.toString(Math.min(maxPixels, Integer.MAX_VALUE)))
                .add("-f", "mov", "-i", "file:" + file, "-filter_complex", filter)
                .add("-frames:v", "1", "-c:v", "png", "-compression_level", "1", "-f", "image2", "-update", "1")
                .add("file:" + png);
        Ffmpeg.run(arguments.all(), Ffmpeg.Input.NONE);
    }

    /** Of a command line, in order. */
    private static final class Arguments {

        private final List<String> all = new ArrayList<>();

        Arguments add(String... arguments) {
            all.addAll(List.of(arguments));
            return this;
        }

        List<String> all() {
            return all;
        }
    }
}
