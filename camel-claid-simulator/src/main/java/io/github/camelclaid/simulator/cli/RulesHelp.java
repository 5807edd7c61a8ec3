package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Effects;
import io.github.camelclaid.simulator.script.Profile;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Everything that can be said in a rule. */
final class RulesHelp {

    private static final String SENTENCE = """
            A rule is a sentence: calls, conditions, a colon, an effect. For instance

              submit input=bad times=1: status 503
              status,result share=5%%: reset
              submit: error "no face found" after 10s

            Calls: %s, or any; several are separated by commas.

            Conditions, all of which must hold:
              input=<part>     the address of the input, or the name of the upload, contains that
              task=<id>        requests for that task
              nth=<n>          the n-th such request
              times=<n>        so many times at most
              share=<n%%>       drawn with the seed

            Of several faults the first rule that is not used up wins, likewise of outcomes; deviations add up.
            """;

    private RulesHelp() {}

    static String text() {
        return SENTENCE.formatted(Arrays.stream(Call.values()).map(Call::text).collect(Collectors.joining(", ")))
                + Arrays.stream(Effects.Kind.values()).map(RulesHelp::effects).collect(Collectors.joining())
                + profiles();
    }

    private static String effects(Effects.Kind kind) {
        return "\n" + title(kind) + "\n"
                + Effects.all().stream()
                        .filter(effect -> effect.kind() == kind)
                        .map(effect -> line(effect.name() + " " + effect.arguments(), effect.meaning()))
                        .collect(Collectors.joining());
    }

    private static String title(Effects.Kind kind) {
        return switch (kind) {
            case FAULT ->
                "Faults change the answer on the wire; behind each may stand: after-accepting, delayed <duration>";
            case OUTCOME ->
                "Outcomes of submits and batches; behind each may stand, in this order: after <duration>,"
                        + " showing <status>,\nfailing <part> <reason>, forgotten-after <duration>, with-the-id-before";
            case NOTICE -> "Notices change the webhook about the task";
            case DEVIATION -> "Deviations change the JSON of an otherwise true answer";
        };
    }

    private static String line(String words, String meaning) {
        return "  " + String.format(Locale.ROOT, "%-36s", words.strip()) + " " + meaning.replace("`", "") + "\n";
    }

    private static String profiles() {
        return "\nProfiles, for --profile, and their rules\n"
                + Arrays.stream(Profile.values())
                        .map(profile -> "  " + profile.text() + "\n"
                                + profile.rules().stream()
                                        .map(rule -> "    " + rule + "\n")
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }
}
