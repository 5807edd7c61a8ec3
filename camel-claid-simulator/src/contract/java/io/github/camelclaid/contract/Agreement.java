package io.github.camelclaid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Whether a judge of requests decides as the published schema does. Where it decides otherwise on purpose, that is told
 * here before; what is told and turns out not to be needed is a disagreement too. Not thread-safe.
 */
public final class Agreement {

    private final Contract contract;
    private final String name;
    private final List<Pattern> stricter = new ArrayList<>();
    private final List<UnaryOperator<JsonNode>> laxer = new ArrayList<>();

    /** @param name of the schema that requests have to fit */
    public Agreement(Contract contract, String name) {
        this.contract = contract;
        this.name = name;
    }

    /** @param complaints patterns of what the judge says about requests that the schema allows */
    public Agreement butStricter(List<String> complaints) {
        complaints.forEach(complaint -> stricter.add(Pattern.compile(complaint, Pattern.DOTALL)));
        return this;
    }

    /** @param mended makes of requests that the judge allows what the schema would allow too */
    public Agreement butLaxer(UnaryOperator<JsonNode> mended) {
        laxer.add(mended);
        return this;
    }

    /**
     * The requests about which both disagree, and the deviations that none of them needs; empty if all is as told.
     *
     * @param judge says what is wrong with a request, at least one thing if it refuses it
     */
    public List<String> disagreements(List<JsonNode> requests, Function<JsonNode, List<String>> judge) {
        List<String> disagreements = new ArrayList<>();
        Set<Object> needed = new LinkedHashSet<>();
        for (JsonNode request : requests) {
            List<String> published = contract.complaints(name, request);
            List<String> judged = judge.apply(request);
            if (published.isEmpty()) {
                for (String complaint : judged) {
                    expected(complaint)
                            .ifPresentOrElse(
                                    needed::add,
                                    () -> disagreements.add(request + " is allowed, but refused: " + complaint));
                }
            } else if (judged.isEmpty()) {
                mending(request)
                        .ifPresentOrElse(
                                needed::add,
                                () -> disagreements.add(request + " is allowed, but must not be: " + published));
            }
        }
        stricter.stream()
                .filter(complaint -> !needed.contains(complaint))
                .forEach(complaint -> disagreements.add("nothing allowed is refused with: " + complaint));
        laxer.stream()
                .filter(mended -> !needed.contains(mended))
                .forEach(mended -> disagreements.add("laxer deviation " + laxer.indexOf(mended) + " is not needed"));
        return disagreements;
    }

    private Optional<Pattern> expected(String complaint) {
        return stricter.stream()
                .filter(pattern -> pattern.matcher(complaint).matches())
                .findFirst();
    }

    private Optional<UnaryOperator<JsonNode>> mending(JsonNode request) {
        return laxer.stream()
                .filter(mended -> contract.allows(name, mended.apply(request)))
                .findFirst();
    }
}
