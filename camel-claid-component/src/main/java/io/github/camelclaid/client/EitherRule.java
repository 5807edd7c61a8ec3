package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of several forms, told apart by their JSON type: where a user wrote an object, the complaint is about an object.
 */
record EitherRule(List<Rule> branches) implements Rule {

    @Override
    public boolean isAbout(JsonNode value) {
        return branches.stream().anyMatch(branch -> branch.isAbout(value));
    }

    @Override
    public void check(String path, JsonNode value, Validation mode) throws ClaidInvalidRequestException {
        ClaidInvalidRequestException refusal = null;
        for (Rule branch : branches) {
            if (branch.isAbout(value)) {
                try {
                    branch.check(path, value, mode);
                    return;
                } catch (ClaidInvalidRequestException e) {
                    refusal = refusal == null ? e : refusal;
                }
            }
        }
        // what is wrong inside an object is said there; of a scalar all forms are worth naming
        if (refusal != null && value.isObject()) {
            throw refusal;
        }
        throw new ClaidInvalidRequestException(path, value, allowed());
    }

    @Override
    public String allowed() {
        List<String> forms = branches.stream().map(Rule::allowed).distinct().toList();
        if (forms.size() == 1) {
            return forms.get(0);
        }
        int last = forms.size() - 1;
        return String.join(", ", forms.subList(0, last)) + " or " + forms.get(last);
    }

    @Override
    public Optional<JsonNode> read(String text) {
        return branches.stream().flatMap(branch -> branch.read(text).stream()).findFirst();
    }

    @Override
    public Optional<Rule> member(String name) {
        return branches.stream().flatMap(branch -> branch.member(name).stream()).findFirst();
    }

    @Override
    public List<String> members() {
        List<String> all = new ArrayList<>();
        branches.forEach(branch -> all.addAll(branch.members()));
        return all;
    }

    @Override
    public boolean isShortFor(JsonNode scalar) {
        return branches.stream().anyMatch(branch -> branch.isShortFor(scalar));
    }
}
