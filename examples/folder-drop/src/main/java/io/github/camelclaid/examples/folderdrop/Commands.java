package io.github.camelclaid.examples.folderdrop;

import io.github.camelclaid.task.TaskState;
import io.github.camelclaid.task.TrackedTask;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The commands with which a user decides about a picture of which nobody knows whether Claid took it, as they are typed.
 *
 * @param program what comes before the command's name
 */
record Commands(String program) {

    /** Stands for any code. */
    static final String ANY = "CODE";

    private static final int CODE_BYTES = 3;

    /** @param isNamed whether the program does not find its home by itself */
    static Commands of(Home home, boolean isNamed) {
        String jar = "java -jar " + quoted(Home.jar().toString());
        return new Commands(isNamed ? jar + " " + quoted("--home=" + home.folder()) : jar);
    }

    /** For shells of all kinds. */
    private static String quoted(String text) {
        return text.matches("[\\w./:\\\\=-]+") ? text : '"' + text + '"';
    }

    /** Short, and the same whatever else is decided: numbers in a list would not be. */
    static String code(TrackedTask task) {
        return code(task.key());
    }

    static String code(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, CODE_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static boolean isUpload(TrackedTask task) {
        return task.outcome() != null && task.outcome().during() == TaskState.STAGING;
    }

    /** What there is to choose from, each with what it costs. */
    String choices(String code, boolean isUpload) {
        return isUpload ? resubmitUpload(code) + drop(code) : adopt(code) + resubmit(code) + drop(code);
    }

    /** Whether a text offers these choices. */
    static boolean areIn(String text, String code) {
        return text.contains(" drop " + code);
    }

    private String adopt(String code) {
        return choice(
                "It is in Claid's dashboard, under an ID: its result is fetched, nothing is paid again.",
                "adopt " + code + " ID");
    }

    private String resubmit(String code) {
        return choice(
                "It is not there: it is sent again and paid; twice, if Claid had taken it after all.",
                "resubmit " + code);
    }

    private String resubmitUpload(String code) {
        return choice(
                "Go on: it is uploaded and edited. Both are paid; the upload twice, if Claid had taken it after all.",
                "resubmit " + code);
    }

    private String drop(String code) {
        return choice(
                "Forget it: nothing is sent, what it has cost is lost. Dropped into the inbox again it is paid anew.",
                "drop " + code);
    }

    private String choice(String what, String command) {
        return "  " + what + "\n    " + program + " " + command + "\n";
    }
}
