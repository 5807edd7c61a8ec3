package io.github.camelclaid.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something a user may copy: a file of an example, a block of a document, or a document's prose.
 *
 * @param file below the root of the repository
 * @param line where the text starts in the file, from 1
 * @param language the ending of such a file: java, yaml, xml, properties, md (prose, without its blocks)
 */
record Snippet(Path file, int line, String language, String text) {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?m)^ *```(\\w*)[^\n]*\n((?s).*?)^ *```$");

    /** Of README.md, docs and examples. */
    static List<Snippet> ofAllDocuments() {
        List<Snippet> all = new ArrayList<>(inDocument(Path.of("README.md")));
        for (String folder : List.of("docs", "examples")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.map(ROOT::relativize)
                        .filter(file -> !file.toString().matches(".*(^|/)(target|node_modules)/.*"))
                        .filter(file -> file.toString().matches(".*\\.(md|java|ya?ml|xml|properties)"))
                        .sorted()
                        .map(Snippet::inDocument)
                        .forEach(all::addAll);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    static List<Snippet> inDocument(Path file) {
        try {
            return in(file, Files.readString(ROOT.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Snippet> in(Path file, String text) {
        String ending = file.toString().replaceFirst(".*\\.", "").replace("yml", "yaml");
        if (!ending.equals("md")) {
            return List.of(new Snippet(file, 1, ending, text));
        }
        List<Snippet> snippets = new ArrayList<>();
        StringBuilder prose = new StringBuilder(text);
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            int line = 1 + lines(text, block.start(2));
            snippets.add(new Snippet(file, line, block.group(1).replace("yml", "yaml"), block.group(2)));
            for (int i = block.start(); i < block.end(); i++) {
                if (prose.charAt(i) != '\n') {
                    prose.setCharAt(i, ' ');
                }
            }
        }
        snippets.add(new Snippet(file, 1, "md", prose.toString()));
        return snippets;
    }

    /** All URIs and properties of Camel in it. */
    List<Written> written() {
        return switch (language) {
            case "java" -> JavaSnippets.read(this);
            case "yaml" -> YamlSnippets.read(this);
            case "xml" -> XmlSnippets.read(this);
            case "properties" -> TextSnippets.readProperties(this);
            case "md" -> TextSnippets.readProse(this);
            default -> TextSnippets.readCommands(this);
        };
    }

    /** The line in the file of a place in the text. */
    int lineAt(int offset) {
        return line + lines(text, offset);
    }

    private static int lines(String text, int end) {
        return (int) text.substring(0, end)
                .chars()
                .filter(character -> character == '\n')
                .count();
    }
}
