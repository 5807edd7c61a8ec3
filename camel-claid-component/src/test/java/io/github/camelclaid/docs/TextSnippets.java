package io.github.camelclaid.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds URIs and properties in prose, commands and property files. */
final class TextSnippets {

    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CALL = Pattern.compile("\\b(\\w+)\\(\"([^\"]+)\"");
    private static final Pattern PROPERTY = Pattern.compile(
            "(?<![\\w.])(camel\\.(?:component\\.[\\w-]+|main|health)\\.[\\w.\\[\\]-]*[\\w\\]](?![.\\w]))(?:=([^\\s`]*))?");
    private static final Pattern LINE = Pattern.compile("(?m)^[ \t]*([\\w.\\[\\]-]+)[ \t]*[=:][ \t]*(.*?)[ \t]*$");

    private TextSnippets() {}

    static List<Written> readProse(Snippet snippet) {
        List<Written> found = readCommands(snippet);
        Matcher code = CODE.matcher(snippet.text());
        while (code.find()) {
            int line = snippet.lineAt(code.start());
            if (Catalog.isUri(code.group(1))) {
                found.add(new Written.Uri(snippet.file(), line, code.group(1), Written.Side.EITHER));
            }
            Matcher call = CALL.matcher(code.group(1));
            while (call.find()) {
                if (Catalog.isUri(call.group(2))) {
                    found.add(new Written.Uri(snippet.file(), line, call.group(2), Written.Side.of(call.group(1))));
                }
            }
        }
        return found;
    }

    static List<Written> readCommands(Snippet snippet) {
        List<Written> found = new ArrayList<>();
        Matcher property = PROPERTY.matcher(snippet.text());
        while (property.find()) {
            String value = property.group(2);
            boolean isValue = value != null && !value.contains("…");
            found.add(new Written.Property(
                    snippet.file(),
                    snippet.lineAt(property.start()),
                    property.group(1),
                    // the full stop of a sentence
                    isValue ? value.replaceFirst("[.,;)]+$", "") : null));
        }
        return found;
    }

    static List<Written> readProperties(Snippet snippet) {
        List<Written> found = new ArrayList<>();
        Matcher property = LINE.matcher(snippet.text());
        while (property.find()) {
            int line = snippet.lineAt(property.start());
            found.add(new Written.Property(snippet.file(), line, property.group(1), property.group(2)));
            if (Catalog.isUri(property.group(2))) {
                found.add(new Written.Uri(snippet.file(), line, property.group(2), Written.Side.EITHER));
            }
        }
        return found;
    }
}
