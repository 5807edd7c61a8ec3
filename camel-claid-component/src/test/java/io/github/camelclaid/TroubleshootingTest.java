package io.github.camelclaid;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the component says and what docs/troubleshooting.md explains is the same. A text of the sources is every literal
 * of two words or more, with the literals it is joined to, and {@code …} for what stands between; texts that no user
 * meets by themselves are listed here, with the reason.
 */
class TroubleshootingTest {

    private static final Map<String, List<String>> INTERNAL = Map.of(
            "what is allowed, at the end of a message that is explained",
            List.of(
                    "a whole number",
                    "a whole number from … to …",
                    "a number from … to …",
                    "… of … to … characters",
                    "… or …",
                    "…, as JSON",
                    "an object with …",
                    "an object with input, operations, output",
                    "a list of … images",
                    "a colour such as #ffffff",
                    "a percentage such as 50%",
                    "a percentage such as 15%",
                    "one or two lengths such as 10% or 1024px 512px",
                    "one, two or four lengths such as 10% or 30px 60px",
                    "the address of an image",
                    "a URI such as storage://shop/out/a.webp",
                    "a folder, with a slash at its end, for the results of a list or of a folder",
                    "an http://, https:// or storage:// URL of 1 to … characters",
                    "the URL of one image",
                    "the URL of an image, a folder of a storage, or a list of URLs",
                    "a folder of a storage, such as storage://shop/in/, with the slash at its end",
                    "a list of at least one URL",
                    "…; a folder is an input of its own",
                    "a JSON object (text, Map or JsonNode) or Operations",
                    "the URI of a destination, a JSON object (text, Map or JsonNode) or Output",
                    "the URL of an image (http://, https://, storage://) or of a folder (storage://shop/in/), a list of"
                            + " URLs, a JSON request, or the bytes of an image (JPEG, PNG, WEBP, AVIF, TIFF, GIF, BMP,"
                            + " HEIC)",
                    "the URL of an image (http://, https://, storage://), a JSON request, or the bytes of an image (…)",
                    "the URL of an image, or staging=upload",
                    "a finished task with one result",
                    "a finished ClaidTask as body, or the header …",
                    "download=false, or operation=submit and a consumer with download=true, which fetches the picture of"
                            + " each item",
                    "a file that nobody writes to",
                    "the same request, or another key",
                    "an https URL",
                    "a text that is no URL",
                    "submit, edit, status, await, download",
                    "true, false",
                    "a description",
                    "a value",
                    "no member"),
            "a part of a message that is explained",
            List.of(
                    ", code",
                    "(request id",
                    "… (HTTP status …",
                    "(request id …)",
                    "has … results",
                    "the same picture",
                    "the same edit (task …)",
                    "an unspecified",
                    "a loopback",
                    "a private",
                    "a metadata",
                    "a link-local",
                    "a carrier-internal",
                    "a reserved",
                    "a multicast",
                    "a unique-local",
                    "resolves to … address",
                    "written to"),
            "what the dev console shows",
            List.of(
                    "Quota and outstanding tasks of each account of the claid component",
                    "Account %s%n",
                    "Requests used: %s%n",
                    "Pictures waiting: …%n",
                    "Outstanding tasks: %s%n",
                    "Seconds to drain, at least: …%n"),
            "at the level DEBUG, in requests, or the text of an object",
            List.of(
                    "A poll of task … failed, the next one is at …",
                    "A charged call ended while the component stopped",
                    "Micrometer is not on the class path: no meters",
                    "… of … bytes, SHA-256 …",
                    "… at …",
                    "… could not be dropped",
                    "The ledger could not be told that an exchange was released",
                    "The progress of account … cannot be told",
                    "What other nodes have written down cannot be seen",
                    "… … of …: … (key …)",
                    "memory (… tasks)",
                    "… (tables …*)",
                    "Bearer …",
                    "Authorization: Bearer ***",
                    "multipart/form-data; boundary=…",
                    "--…\r\nContent-Disposition: form-data; name=\"data\"\r\nContent-Type: application/json",
                    "--…\r\nContent-Disposition: form-data; name=\"file\"; filename=\"…\"\r\nContent-Type: …",
                    "… is no number"),
            "between parts of the component, or a mistake in its code",
            List.of(
                    "every Java platform has SHA-256",
                    "a tree that cannot be written",
                    "a task that was written cannot be read",
                    "the id was read before",
                    "a task that is … is not over",
                    "a steady clock has no zone but UTC",
                    "the pacer is closed",
                    "it was acknowledged before it was there",
                    "it was withdrawn",
                    "The quota of account … cannot be shared for now",
                    "it took too long until it could be sent",
                    "nobody waits for it any more"),
            "an option is checked before, and named",
            List.of(
                    "maxResponseBytes is …, but must be at least 1",
                    "… is …, but must be from … to …",
                    "an image has at least one byte, a limit of … is none",
                    "a result has at least one byte, a limit of … is none",
                    "the base URL has no host: …"));

    private static final Path PAGE = Path.of("../docs/troubleshooting.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Predicate<String> TWO_WORDS =
            Pattern.compile("[A-Za-z]{2,}[,:;]? |^ ?[a-z]+ [A-Za-z]").asPredicate();

    /** What a database is told. */
    private static final Predicate<String> SQL =
            Pattern.compile("[a-z]{2}").asPredicate().negate();

    private static Set<String> texts;
    private static Set<String> words;
    private static List<String> quotes;

    @BeforeAll
    static void read() throws IOException {
        Literals literals = literalsOfTheSources();
        texts = literals.texts;
        words = literals.words;
        quotes = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| "))
                .flatMap(row -> Pattern.compile("`([^`]+)`")
                        .matcher(row.replace("\\|", "|"))
                        .results())
                .map((MatchResult code) -> code.group(1))
                .toList();
    }

    @Test
    void everyMessageOfTheSourcesIsExplained() {
        Set<String> internal = INTERNAL.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        List<String> unexplained = texts.stream()
                .filter(not(internal::contains))
                .filter(text -> quotes.stream().noneMatch(quote -> says(quote, text)))
                .toList();

        assertThat(unexplained)
                .as("messages that docs/troubleshooting.md does not quote; explain them there, or list them as INTERNAL"
                        + " in this test")
                .isEmpty();
    }

    @Test
    void everyMessageOfThePageIsOneOfTheSources() throws IOException {
        List<String> pieces = texts.stream()
                .flatMap(text -> Stream.of(text.split("…")))
                .map(String::strip)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        Set<String> known = new HashSet<>(words);
        pieces.stream()
                .filter(not(piece -> piece.contains(" ")))
                .forEach(piece -> known.addAll(List.of(piece.split("[^A-Za-z]+"))));
        List<String> invented = Files.readAllLines(PAGE).stream()
                .takeWhile(not(line -> line.equals("## What no message says")))
                .filter(line -> line.startsWith("| `"))
                .map(row -> row.substring(3, row.indexOf('`', 3)))
                .filter(quote -> !known.containsAll(wordsBesides(pieces, quote)))
                .toList();

        assertThat(invented)
                .as("messages of docs/troubleshooting.md that nothing says")
                .isEmpty();
    }

    /** What is left of a quote without the pieces of texts: names of options, and values. It may end within a piece. */
    private static List<String> wordsBesides(List<String> pieces, String quote) {
        String end = quote.substring(quote.lastIndexOf('…') + 1).strip();
        String left = pieces.stream().anyMatch(piece -> piece.startsWith(end))
                ? quote.substring(0, quote.lastIndexOf('…') + 1)
                : quote;
        for (String piece : pieces) {
            if (piece.contains(" ")) {
                left = left.replace(piece, " ");
            }
        }
        return Pattern.compile("[A-Za-z]+")
                .matcher(left)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void nothingIsListedAsInternalThatIsNotThere() {
        assertThat(texts)
                .containsAll(INTERNAL.values().stream().flatMap(List::stream).toList());
    }

    /** Whether the quote holds the text, with anything for what differs. The quote may end before the text does. */
    private static boolean says(String quote, String text) {
        String fixed = text.replace("…", "");
        String[] parts = Stream.of(text.split("…"))
                .map(String::strip)
                .filter(not(String::isEmpty))
                .toArray(String[]::new);
        if (fixed.replaceAll("[^A-Za-z]", "").length() < 4) {
            return quote.contains(fixed.strip());
        }
        String pattern = Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(pattern).matcher(quote).find() || quote.length() > 20 && text.startsWith(quote);
    }

    private static Literals literalsOfTheSources() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(
                            sources.filter(file -> file.toString().endsWith(".java"))
                                    .toList()));
            Literals literals = new Literals();
            for (CompilationUnitTree unit : task.parse()) {
                // the descriptions of meters, which the page about them has
                literals.isAboutMeters =
                        unit.getSourceFile().isNameCompatible("ClaidMeters", JavaFileObject.Kind.SOURCE);
                literals.scan(unit, null);
            }
            return literals;
        }
    }

    private static final class Literals extends TreeScanner<Void, Void> {

        private final Set<String> texts = new LinkedHashSet<>();
        private final Set<String> words = new HashSet<>();
        private boolean isAboutMeters;

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            boolean isMessage = call.getMethodSelect().toString().startsWith("LOG.");
            return isAboutMeters && !isMessage ? null : super.visitMethodInvocation(call, nothing);
        }

        /** Descriptions of options; the reference has them. */
        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
            return null;
        }

        @Override
        public Void visitBinary(BinaryTree binary, Void nothing) {
            String text = text(binary);
            if (binary.getKind() == Tree.Kind.PLUS && TWO_WORDS.test(text)) {
                add(text);
                return null;
            }
            return super.visitBinary(binary, nothing);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (literal.getValue() instanceof String text) {
                if (TWO_WORDS.test(text)) {
                    add(text);
                } else {
                    words.addAll(List.of(text.split("[^A-Za-z]+")));
                }
            }
            return null;
        }

        private void add(String text) {
            if (SQL.test(text)) {
                return;
            }
            texts.add(text.replaceAll("\\{}|%d", "…").replaceAll("…+", "…").strip());
        }

        private static String text(ExpressionTree expression) {
            if (expression instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
                return text(binary.getLeftOperand()) + text(binary.getRightOperand());
            }
            return expression instanceof LiteralTree literal && literal.getValue() instanceof String text ? text : "…";
        }
    }
}
