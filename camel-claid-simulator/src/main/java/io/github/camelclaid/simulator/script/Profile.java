package io.github.camelclaid.simulator.script;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Common circumstances under one name: durations, latency, and rules that are drawn with the seed. */
public enum Profile {
    /** Everything as the documents say, without latency; tasks take half a second. */
    PERFECT("500ms", "0ms", List.of()),

    /** Tasks take about 8 s and now and then much more, answers about 80 ms, and once in a while one does not come. */
    REALISTIC(
            "~8s",
            "~80ms",
            List.of(
                    "status share=0.2%: status 500",
                    "status share=0.1%: reset",
                    "status share=0.2%: last-of-connection",
                    "submit,batch,upload share=0.1%: status 500",
                    "result share=0.2%: status 503")),

    /** The same on a bad day: something is wrong with about one answer in ten. What is accepted gets done. */
    FLAKY(
            "~8s",
            "~150ms",
            List.of(
                    "status share=3%: status 500",
                    "status share=2%: reset",
                    "status share=1%: html 502",
                    "status share=1%: truncated 40",
                    "status share=1%: trickle 16 20ms",
                    "status share=2%: last-of-connection",
                    "status share=1%: rate-limited-silently",
                    "submit,batch,upload share=2%: status 503",
                    "submit,batch,upload share=1%: reset",
                    "submit,batch,upload share=1%: reset after-accepting",
                    "submit,batch,upload share=1%: closed after-accepting",
                    "submit,batch,upload share=1%: rate-limited 2s",
                    "submit,batch,upload share=2%: last-of-connection",
                    "result share=3%: status 503",
                    "result share=2%: truncated 100",
                    "result share=2%: reset")),

    /** Everything that may be wrong is wrong sometimes: the network, the JSON, the tasks. */
    HOSTILE(
            "100ms..20s",
            "0ms..500ms",
            List.of(
                    "status share=5%: status 500 list",
                    "status share=3%: status 404",
                    "status share=3%: garbage",
                    "status share=3%: html 200",
                    "status share=2%: empty 200",
                    "status share=2%: oversized 3000000",
                    "status share=2%: unfinished-chunks 16",
                    "status share=2%: closed",
                    "status share=2%: redirect 302 http://127.0.0.1:1/elsewhere",
                    "submit,batch,upload share=3%: status 502 none",
                    "submit,batch,upload share=2%: status 500 after-accepting",
                    "submit,batch,upload share=2%: reset after-accepting",
                    "submit,batch,upload share=2%: garbage",
                    "submit,batch,upload share=2%: closed",
                    "submit,batch share=5%: error \"no product found\"",
                    "submit,batch share=2%: cancelled",
                    "submit,batch share=2%: never",
                    "submit,batch share=2%: done showing FROBNICATING",
                    "submit,batch share=3%: done forgotten-after 30s",
                    "submit share=1%: done with-the-id-before",
                    "submit,batch share=1%: without id",
                    "submit,batch,status share=10%: result-url-at http://evil.example",
                    "submit,batch,status share=10%: echo-with-nulls",
                    "submit,batch,status share=10%: clock-skew -3h",
                    "submit,batch,status,upload share=10%: extra-members",
                    "status,upload share=5%: without-size",
                    "status,upload share=5%: null-members",
                    "status share=5%: null-input-object",
                    "status share=5%: errors-null",
                    "status share=1%: tmp-url-at https://10.0.0.1",
                    "result share=3%: bucket-error 403 AccessDenied",
                    "result share=3%: html 200",
                    "result share=3%: truncated 100"));

    private final String duration;
    private final String latency;
    private final List<String> rules;

    Profile(String duration, String latency, List<String> rules) {
        this.duration = duration;
        this.latency = latency;
        this.rules = rules;
    }

    /** @throws IllegalArgumentException if there is none of that name; the message says which there are */
    public static Profile named(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no profile '" + name + "', only "
                        + Arrays.stream(values()).map(Profile::text).collect(Collectors.joining(", "))));
    }

    /** As the command line writes it: {@code flaky}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of tasks. */
    public Timing duration() {
        return Timing.parse(duration);
    }

    public Timing latency() {
        return Timing.parse(latency);
    }

    /** In words. */
    public List<String> rules() {
        return rules;
    }
}
