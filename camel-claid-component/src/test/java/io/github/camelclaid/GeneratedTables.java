package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tables of a page that a test knows, between markers. With {@code -Dclaid.docs.update=true} they are written anew.
 *
 * @param page relative to the module
 * @param test that writes them
 */
public record GeneratedTables(Path page, Class<?> test) {

    /** @param tables by the names in their markers */
    public void areUpToDate(Map<String, String> tables) throws IOException {
        String written = Files.readString(page);
        String current = written;
        for (Map.Entry<String, String> table : tables.entrySet()) {
            current = replace(current, table.getKey(), table.getValue());
        }
        if (Boolean.getBoolean("claid.docs.update")) {
            Files.writeString(page, current);
            return;
        }
        assertThat(written)
                .as(
                        "%s is behind; write its tables anew with: ./mvnw -pl camel-claid-component -am test -Dtest=%s"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dclaid.docs.update=true",
                        page, test.getSimpleName())
                .isEqualTo(current);
    }

    private String replace(String text, String name, String table) {
        String start = "<!-- " + name + ": START, generated -->\n";
        String end = "<!-- " + name + ": END -->";
        int from = text.indexOf(start);
        int to = text.indexOf(end);
        assertThat(from).as("marker %s in %s", start.strip(), page).isNotNegative();
        assertThat(to).as("marker %s in %s", end, page).isGreaterThan(from);
        return text.substring(0, from + start.length()) + "\n" + table + "\n" + text.substring(to);
    }
}
