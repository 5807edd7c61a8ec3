package io.github.camelclaid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What becomes of a picture for each thing that can go wrong, by the call at which it does. Each cell says the fate with
 * {@code operation=edit}, behind a slash the one with {@code submit} and a consumer where it is another, and the charges
 * where they are not the usual ones. A dash: that means nothing there.
 */
final class DeviationTable {

    private static final String ONCE = "times=1";
    private static final String ALWAYS = "";

    /** Of the network and the server before Claid, once. */
    static final DeviationTable WIRE_ONCE =
            new DeviationTable("wire, once", ONCE, List.of("submit", "upload", "batch", "status", "result"), """
            status 400                                 | refused 0 | refused 0 | refused 0 | delayed | no-picture
            status 401                                 | delayed | delayed | delayed | delayed | no-picture
            status 402                                 | delayed | delayed | delayed | delayed | no-picture
            status 403                                 | delayed | delayed | delayed | delayed | no-picture
            status 404                                 | delayed | delayed | delayed | delayed | no-picture
            status 409                                 | unknown 0 | unknown 0 | unknown 0 | delayed | no-picture
            status 422                                 | refused 0 | refused 0 | refused 0 | delayed | no-picture
            status 422 list                            | refused 0 | refused 0 | refused 0 | delayed | no-picture
            status 422 detail                          | refused 0 | refused 0 | refused 0 | delayed | no-picture
            status 422 none                            | refused 0 | refused 0 | refused 0 | delayed | no-picture
            rate-limited 2s                            | delayed | delayed | delayed | delayed | delayed
            rate-limited-silently                      | delayed | delayed | delayed | delayed | delayed
            status 500                                 | unknown 0 | unknown 0 | unknown 0 | delayed | delayed
            status 500 after-accepting                 | unknown | unknown 1 | unknown | - | -
            status 503                                 | unknown 0 | unknown 0 | unknown 0 | delayed | delayed
            html 502                                   | unknown 0 | unknown 0 | unknown 0 | delayed | delayed
            html 200                                   | unknown 0 | unknown 0 | unknown 0 | delayed | delayed
            empty 200                                  | unknown 0 | unknown 0 | unknown 0 | delayed | delayed
            redirect 302 http://127.0.0.1:1/elsewhere  | refused 0 | refused 0 | refused 0 | delayed | no-picture
            bucket-error 403 AccessDenied              | - | - | - | - | no-picture
            reset                                      | unknown 0 | unknown 0 | unknown 0 | delayed | delayed
            reset after-accepting                      | unknown | unknown 1 | unknown | - | -
            closed                                     | unknown 0 | unknown 0 | unknown 0 | delayed | delayed
            closed after-accepting                     | unknown | unknown 1 | unknown | - | -
            garbage                                    | unknown | unknown 1 | unknown | delayed | delayed
            delay 100ms                                | delivered | delivered | delivered | delivered | delivered
            delay 3s                                   | unknown | delivered | unknown | delayed | delivered
            trickle 64 1ms                             | delivered | delivered | delivered | delivered | delivered
            trickle 1 50ms                             | unknown | unknown 1 | unknown | delayed | delayed
            truncated 20                               | unknown | unknown 1 | unknown | delayed | delayed
            oversized 3000000                          | unknown | unknown 1 | delivered | delayed | delivered
            chunked 16                                 | delivered | delivered | delivered | delivered | delivered
            unfinished-chunks 16                       | unknown | unknown 1 | unknown | delayed | delayed
            last-of-connection                         | delivered | delivered | delivered | delivered | delivered
            """);

    /** Of the network and the server before Claid, for ever. */
    static final DeviationTable WIRE_ALWAYS =
            new DeviationTable("wire, always", ALWAYS, List.of("submit", "upload", "batch", "status", "result"), """
            status 404                                 | refused 0 | refused 0 | refused 0 | expired | no-picture
            status 500                                 | - | - | - | timed-out/remembered | no-picture
            html 200                                   | - | - | - | timed-out/remembered | no-picture
            garbage                                    | - | - | - | timed-out/remembered | no-picture
            truncated 20                               | - | - | - | timed-out/remembered | no-picture
            unfinished-chunks 16                       | - | - | - | timed-out/remembered | no-picture
            bucket-error 404 NoSuchKey                 | - | - | - | - | no-picture
            """);

    /** Of the JSON of every answer. */
    static final DeviationTable SHAPES =
            new DeviationTable("answers", ALWAYS, List.of("submit", "upload", "batch", "status", "batch,status"), """
            without id                                 | unknown | - | unknown | timed-out/remembered | -
            null id                                    | unknown | - | unknown | timed-out/remembered | -
            put id seven                               | unknown | - | unknown | timed-out/remembered | -
            put id 7                                   | - | - | - | timed-out/remembered | -
            without status                             | delivered | - | delivered | timed-out/remembered | -
            put status 7                               | delivered | - | delivered | timed-out/remembered | -
            without created_at                         | delivered | - | delivered | delivered | delivered
            put created_at yesterday                   | delivered | - | delivered | delivered | delivered
            clock-skew 3h                              | delivered | - | delivered | delivered | delivered
            clock-skew -25h                            | delivered | - | delivered | delivered | delivered
            without request                            | delivered | - | delivered | delivered | delivered
            null request                               | delivered | - | delivered | delivered | delivered
            echo-with-nulls                            | delivered | - | delivered | delivered | delivered
            echo-with-defaults                         | delivered | - | delivered | delivered | delivered
            result-url-at http://api.claid.ai          | delivered | - | delivered | delivered | delivered
            result-url-at https://evil.example         | delivered | - | delivered | delivered | delivered
            result-url-absent                          | delivered | - | delivered | delivered | delivered
            null result_url                            | delivered | - | delivered | delivered | delivered
            errors-absent                              | delivered | - | delivered | delivered | delivered
            errors-null                                | delivered | - | delivered | delivered | delivered
            result-absent                              | delivered | - | delivered | failed | failed
            result-null                                | delivered | - | delivered | failed | failed
            result-empty                               | delivered | - | delivered | failed | failed
            null-input-object                          | - | - | - | delivered | delivered
            input-object-absent                        | - | - | - | delivered | delivered
            partial-input-object                       | - | - | - | delivered | delivered
            integer-error-time                         | - | - | - | delivered | delivered
            partly-failed-is-error                     | - | - | - | - | delivered
            storage-fields-only                        | - | unknown 1 | - | invalid | delivered/invalid
            tmp-url-only                               | - | delivered | - | delivered | delivered
            null-members                               | - | delivered | - | delivered | delivered
            without-size                               | - | delivered | - | delivered | delivered
            upper-case-format                          | - | delivered | - | delivered | delivered
            ext-pnj                                    | - | delivered | - | delivered | delivered
            extra-members                              | delivered | delivered | delivered | delivered | delivered
            tmp-url-at http://127.0.0.2:1              | - | delivered | - | no-picture | delivered/no-picture
            tmp-url https://10.0.0.1/x.jpg             | - | failed | - | no-picture | delivered/no-picture
            tmp-url file:///etc/passwd                 | - | refused 1 | - | no-picture | delivered/no-picture
            """);

    /** Of the JSON of one answer. */
    static final DeviationTable SHAPES_ONCE = new DeviationTable("answers, once", ONCE, List.of("status"), """
            result-absent                              | delayed
            result-null                                | delayed
            result-empty                               | delayed
            put id 7                                   | delayed
            without status                             | delayed
            """);

    /** Of tasks. */
    static final DeviationTable OUTCOMES = new DeviationTable("tasks", ALWAYS, List.of("submit", "batch"), """
            done                                       | delivered | delivered
            error "no product found"                   | failed | failed
            cancelled                                  | failed | failed
            done after 30s showing WAITING             | delivered | delivered
            done after 30s showing PAUSED              | delivered | delivered
            done after 30s showing FROBNICATING        | delivered | delivered
            never                                      | timed-out/remembered | timed-out/remembered
            never showing FROBNICATING                 | timed-out/remembered | timed-out/remembered
            done forgotten-after 0ms                   | expired | expired
            done failing shoe "no product found"       | failed | delivered/delivered+failed
            """);

    private static final Map<String, String> HEADINGS = Map.of(
            "submit", "`submit`",
            "upload", "`upload`",
            "batch", "`batch`",
            "status", "`status`",
            "result", "`result`",
            "batch,status", "`batch,status` of a list");

    static final List<DeviationTable> ALL = List.of(WIRE_ONCE, WIRE_ALWAYS, SHAPES, SHAPES_ONCE, OUTCOMES);

    private final String name;
    private final String times;
    private final List<String> calls;
    private final List<Row> rows;

    private DeviationTable(String name, String times, List<String> calls, String text) {
        this.name = name;
        this.times = times;
        this.calls = calls;
        this.rows = text.lines().map(Row::of).toList();
    }

    String name() {
        return name;
    }

    /** All rules that it tells of. */
    Stream<String> effects() {
        return rows.stream().map(Row::effect);
    }

    Stream<Cell> cells() {
        return rows.stream().flatMap(this::cells);
    }

    private Stream<Cell> cells(Row row) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            String expected = row.cells().get(i);
            if (!expected.equals("-")) {
                String sentence = (calls.get(i) + " " + times).trim() + ": " + row.effect();
                String[] fates = expected.split(" ")[0].split("/");
                int charges = expected.contains(" ") ? Integer.parseInt(expected.split(" ")[1]) : usual(calls.get(i));
                cells.add(new Cell(true, calls.get(i), sentence, fates[0], charges));
                cells.add(new Cell(false, calls.get(i), sentence, fates[fates.length - 1], charges));
            }
        }
        return cells.stream().filter(cell -> !cell.fate().equals("-"));
    }

    /** A picture of one's own is uploaded first, which is a charge of its own. */
    private static int usual(String call) {
        return call.equals("upload") ? 2 : 1;
    }

    /** As Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder("| |");
        calls.forEach(call -> text.append(' ').append(HEADINGS.get(call)).append(" |"));
        text.append("\n|---|").append("---|".repeat(calls.size())).append('\n');
        for (Row row : rows) {
            text.append("| `").append(row.effect()).append("` |");
            row.cells().forEach(cell -> text.append(cell.equals("-") ? " |" : " " + cell + " |"));
            text.append('\n');
        }
        return text.toString();
    }

    private record Row(String effect, List<String> cells) {

        static Row of(String line) {
            String[] parts = line.split("\\|");
            return new Row(
                    parts[0].trim(),
                    Arrays.stream(parts).skip(1).map(String::trim).toList());
        }
    }

    /**
     * One thing that goes wrong in one way to edit a picture.
     *
     * @param edit with {@code operation=edit}; otherwise submitted, and taken from the consumer
     * @param call at which it strikes, in words
     * @param sentence the rule
     * @param charges what the ledger shows at the end
     */
    record Cell(boolean edit, String call, String sentence, String fate, int charges) {

        @Override
        public String toString() {
            return (edit ? "edit, " : "submit and consumer, ") + sentence + " -> " + fate;
        }
    }
}
