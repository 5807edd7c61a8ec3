package io.github.camelclaid.simulator.edit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/**
 * Runs the FFmpeg program that the optional artifact {@code org.bytedeco:ffmpeg} brings, as a process of its own, so that
 * what it does to a hostile picture it does not do to this one. Thread-safe.
 */
final class Ffmpeg {

    private static final int PATIENCE_SECONDS = 60;

    private Ffmpeg() {}

    /** Unpacked when it is first asked for, which takes half a second and 65 MB in {@code ~/.javacpp}. */
    private static final class Program {

        static final String PATH = find();

        private static String find() {
            try {
                return Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
            } catch (LinkageError | RuntimeException e) {
                // the artifact, or its part for this platform, is not there
                return null;
            }
        }
    }

    static boolean isThere() {
        return Program.PATH != null;
    }

    /** Something that is written to the program's standard input. */
    interface Input {
        void writeTo(OutputStream out) throws IOException;

        Input NONE = out -> {};
    }

    /** @throws IOException if it fails, with what it says about that */
    static void run(List<String> arguments, Input input) throws IOException {
        List<String> command = new ArrayList<>(List.of(Program.PATH, "-hide_banner", "-loglevel", "error", "-y"));
        command.addAll(arguments);
        Path log = Files.createTempFile("claid-ffmpeg-", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            findLibraries(builder.environment());
            int status = finished(builder.start(), input);
            if (status != 0) {
                throw new IOException("FFmpeg ends with status " + status + ": " + beginning(log));
            }
        } finally {
            TemporaryFolder.deleteQuietly(log);
        }
    }

    /** The program's libraries lie next to it. */
    private static void findLibraries(Map<String, String> environment) {
        String folder = new File(Program.PATH).getParent();
        for (String variable : List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH")) {
            environment.merge(variable, folder, (old, added) -> added + File.pathSeparator + old);
        }
    }

    private static int finished(Process process, Input input) throws IOException {
        try {
            try (OutputStream out = process.getOutputStream()) {
                input.writeTo(out);
            } catch (IOException e) {
                // a program that ends early says why by its status
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("FFmpeg takes longer than " + PATIENCE_SECONDS + " seconds");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the simulator is being closed", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String beginning(Path log) throws IOException {
        String text = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.min(300, text.length())).strip();
    }
}
