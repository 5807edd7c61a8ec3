package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.FileName;
import io.github.camelclaid.client.ImageObject;
import io.github.camelclaid.task.TrackedTask.Batch;
import io.github.camelclaid.task.TrackedTask.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The results and errors of a finished batch as tasks of their own, each with its input where that can be told. */
final class BatchItems {

    private BatchItems() {}

    /** @return nothing where there is nothing to split: no batch, one that is split already, or one without items */
    static List<TrackedTask> of(TrackedTask task) {
        boolean isWhole = task.state() == TaskState.FINISHED && task.batch() != null && !task.isSplit();
        List<ClaidTask> views = isWhole ? task.outcome().task().items() : List.of();
        List<String> inputs = isWhole ? ItemInputs.of(task.batch().images().urls(), views) : List.of();
        Set<String> taken = new HashSet<>();
        List<TrackedTask> items = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            String name =
                    fileName(task.batch(), inputs.get(i), views.get(i).output()).orElse(null);
            Item item = new Item(task.key(), i, views.size(), inputs.get(i), distinct(name, i, taken));
            items.add(TrackedTask.item(task, item, views.get(i)));
        }
        return items;
    }

    private static Optional<String> fileName(Batch batch, String input, ImageObject result) {
        if (input != null) {
            return FileName.ofUrl(input);
        }
        if (result == null) {
            return Optional.empty();
        }
        Optional<String> inStorage = Optional.ofNullable(result.claidStorageUri());
        return inStorage
                .flatMap(uri -> FileName.below(batch.destination(), uri))
                .or(() -> inStorage.flatMap(FileName::ofUrl))
                .or(() -> Optional.ofNullable(result.objectKey()).flatMap(FileName::ofKey))
                .or(() -> Optional.ofNullable(result.objectUri()).flatMap(FileName::ofUrl))
                .or(() -> Optional.ofNullable(result.tmpUrl()).flatMap(FileName::ofUrl));
    }

    /** Items of one name would overwrite each other, and all of them are paid. The extension may change still. */
    private static String distinct(String name, int index, Set<String> taken) {
        if (name == null) {
            return null;
        }
        String stem = FileName.stem(name);
        String extension = name.substring(stem.length());
        String free = stem;
        while (!taken.add(free.toLowerCase(Locale.ROOT))) {
            free = free + "-" + (index + 1);
        }
        return free + extension;
    }
}
