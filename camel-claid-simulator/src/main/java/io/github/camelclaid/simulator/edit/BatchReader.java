package io.github.camelclaid.simulator.edit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.storage.StorageAddress;
import io.github.camelclaid.simulator.storage.StorageException;
import io.github.camelclaid.simulator.storage.Storages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the pictures that a batch is about, and names their results. Not thread-safe. */
final class BatchReader {

    /** What the API reads. Other files of a folder are none of its business. */
    private static final Pattern PICTURE =
            Pattern.compile("(?i).+\\.(bmp|gif|jpe?g|png|tiff?|webp|avif|heic)", Pattern.DOTALL);

    private final Storages storages;
    private final EditPlan plan;
    private final List<BatchPicture> pictures = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    /** @param plan what is to be made of each picture */
    BatchReader(Storages storages, EditPlan plan) {
        this.storages = storages;
        this.plan = plan;
    }

    /** @param input an address, a list of them, or an object with a {@code source} */
    List<BatchPicture> read(JsonNode input) throws StorageException {
        if (input.isArray()) {
            input.forEach(address -> add(address.asText(), ""));
        } else {
            String source = input.isObject() ? input.path("source").asText() : input.asText();
            boolean folder =
                    StorageAddress.is(source) && StorageAddress.parse(source).isFolder();
            if (folder) {
                addFolder(StorageAddress.parse(source), input.path("recursive").asBoolean());
            } else {
                add(source, "");
            }
        }
        return List.copyOf(pictures);
    }

    private void addFolder(StorageAddress folder, boolean recursive) throws StorageException {
        for (StorageAddress object : storages.list(folder, recursive)) {
            if (PICTURE.matcher(object.name()).matches()) {
                add(object.toString(), plan.destination() == null ? "" : between(folder, object));
            }
        }
    }

    /** The sub folders of the one that lead to the other; empty, or with a slash at the end. */
    private static String between(StorageAddress folder, StorageAddress object) {
        String below = object.key().substring(folder.key().length());
        return below.substring(0, below.lastIndexOf('/') + 1);
    }

    private void add(String address, String folder) {
        String name = plan.spelling(FileNames.stem(FileNames.ofAddress(address)));
        String free = name;
        for (int n = 1; !taken.add(folder + free); n++) {
            free = name + "-" + n;
        }
        pictures.add(new BatchPicture(address, folder, free));
    }
}
