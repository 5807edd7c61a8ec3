package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.FileName;
import io.github.camelclaid.client.ImageObject;
import io.github.camelclaid.client.TaskError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds out which item of a batch belongs to which input of its list. Claid does not say: its results hold no more than
 * the name of the file they were written to, which follows that of the input, and its errors hold a text. So an input is
 * named only where nothing else fits; a picture under a wrong name is worse than one without.
 */
final class ItemInputs {

    private static final Pattern URL = Pattern.compile("(?i)(?:https?|storage)://[^\\s\"'<>]+");
    /** What a name may look like after it was spelt for a URL. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*");

    private static final String PUNCTUATION = ".,;:!?)]}";
    private static final int NONE = -1;

    private final List<String> inputs;
    private final Map<String, Integer> byUrl = new HashMap<>();
    private final Stems asGiven = new Stems(stem -> stem);
    /** As they may be spelt where they have become part of a URL. */
    private final Stems asInUrls = new Stems(ItemInputs::plain);

    private ItemInputs(List<String> inputs) {
        this.inputs = inputs;
        for (int i = 0; i < inputs.size(); i++) {
            String url = inputs.get(i);
            add(byUrl, url, i);
            String plain = withoutQuery(url);
            if (!plain.equals(url)) {
                add(byUrl, plain, i);
            }
            int input = i;
            FileName.ofUrl(url).map(FileName::stem).ifPresent(stem -> {
                asGiven.add(stem, input);
                asInUrls.add(stem, input);
            });
        }
    }

    /** @return for each item the URL that it was made from, or null if that cannot be told */
    static List<String> of(List<String> inputs, List<ClaidTask> items) {
        return new ItemInputs(inputs).match(items);
    }

    /** What two inputs have in common stands for none. */
    private static int add(Map<String, Integer> index, String name, int input) {
        return index.merge(name, input, (one, other) -> NONE);
    }

    private List<String> match(List<ClaidTask> items) {
        int[] found = new int[items.size()];
        Map<Integer, Integer> claims = new HashMap<>();
        for (int i = 0; i < found.length; i++) {
            found[i] = inputOf(items.get(i));
            claims.merge(found[i], 1, Integer::sum);
        }
        for (int i = 0; i < found.length; i++) {
            // two items cannot come from one image
            found[i] = claims.get(found[i]) > 1 ? NONE : found[i];
        }
        eliminate(found);
        List<String> matched = new ArrayList<>();
        for (int input : found) {
            matched.add(input == NONE ? null : inputs.get(input));
        }
        return Collections.unmodifiableList(matched);
    }

    /** Where one item and one input are left, they belong together. */
    private void eliminate(int[] found) {
        long left = Arrays.stream(found).filter(input -> input == NONE).count();
        if (found.length != inputs.size() || left != 1) {
            return;
        }
        BitSet taken = new BitSet();
        Arrays.stream(found).filter(input -> input != NONE).forEach(taken::set);
        for (int i = 0; i < found.length; i++) {
            found[i] = found[i] == NONE ? taken.nextClearBit(0) : found[i];
        }
    }

    private int inputOf(ClaidTask item) {
        ImageObject image = item.output();
        return image == null ? inputOf(item.errors()) : inputOf(image);
    }

    private int inputOf(ImageObject image) {
        List<Optional<String>> names = List.of(
                Optional.ofNullable(image.claidStorageUri()).flatMap(FileName::ofUrl),
                Optional.ofNullable(image.objectKey()).flatMap(FileName::ofKey),
                Optional.ofNullable(image.objectUri()).flatMap(FileName::ofUrl),
                Optional.ofNullable(image.tmpUrl()).flatMap(FileName::ofUrl));
        return names.stream()
                .flatMap(Optional::stream)
                .map(FileName::stem)
                .map(this::inputOfStem)
                .filter(input -> input != NONE)
                .findFirst()
                .orElse(NONE);
    }

    private int inputOfStem(String stem) {
        boolean mayBeAnothers = asGiven.isPerhapsShared(stem)
                // red_shoe may have been "red shoe", however well it fits an input that is called red_shoe
                || PLAIN.matcher(stem).matches() && asInUrls.isPerhapsShared(stem);
        if (mayBeAnothers) {
            return NONE;
        }
        int input = asGiven.inputOf(stem);
        return input == NONE ? asInUrls.inputOf(stem) : input;
    }

    private int inputOf(List<TaskError> errors) {
        Set<Integer> named = new HashSet<>();
        for (TaskError error : errors) {
            Matcher url = URL.matcher(error.message() == null ? "" : error.message());
            while (url.find()) {
                inputAt(url.group()).ifPresent(named::add);
            }
        }
        return named.size() == 1 ? named.iterator().next() : NONE;
    }

    /** @return {@link #NONE} inside if the address is that of several inputs */
    private Optional<Integer> inputAt(String address) {
        String text = withoutPunctuation(address);
        return Optional.ofNullable(byUrl.get(address))
                .or(() -> Optional.ofNullable(byUrl.get(text)))
                .or(() -> Optional.ofNullable(byUrl.get(withoutQuery(text))));
    }

    private static String withoutPunctuation(String text) {
        int end = text.length();
        while (end > 0 && PUNCTUATION.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String withoutQuery(String url) {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    private static String plain(String stem) {
        return stem.replaceAll("[^A-Za-z0-9]", "_");
    }

    /** Inputs by the names of their files without extension. */
    private static final class Stems {

        private final UnaryOperator<String> spelling;
        private final Map<String, Integer> inputs = new HashMap<>();
        private final Set<String> shared = new HashSet<>();

        Stems(UnaryOperator<String> spelling) {
            this.spelling = spelling;
        }

        void add(String stem, int input) {
            String name = spelling.apply(stem);
            if (ItemInputs.add(inputs, name, input) == NONE) {
                shared.add(name);
            }
        }

        int inputOf(String stem) {
            return inputs.getOrDefault(spelling.apply(stem), NONE);
        }

        /** Where two inputs are a shoe, {@code shoe-1} may be one of them whose name Claid has changed. */
        boolean isPerhapsShared(String stem) {
            String name = spelling.apply(stem);
            return IntStream.rangeClosed(1, name.length())
                    .filter(end -> end == name.length() || !Character.isLetter(name.charAt(end)))
                    .anyMatch(end -> shared.contains(name.substring(0, end)));
        }
    }
}
