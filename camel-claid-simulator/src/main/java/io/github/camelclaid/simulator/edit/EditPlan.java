package io.github.camelclaid.simulator.edit;

import io.github.camelclaid.simulator.storage.StorageAddress;

/**
 * A valid edit, understood.
 *
 * @param padding null for none
 * @param destination storage address; null for a temporary URL
 */
record EditPlan(
        Resize resize,
        Spacing padding,
        Background background,
        Adjustments adjustments,
        OutputFormat format,
        StorageAddress destination,
        OutputMetadata metadata) {

    /** The same edit, into a folder below its destination. */
    EditPlan into(String folder) {
        return destination == null ? this : to(destination.child(folder));
    }

    /** The same edit, to another place. */
    EditPlan to(StorageAddress place) {
        return new EditPlan(resize, padding, background, adjustments, format, place, metadata);
    }

    /** The same edit; where its destination names a file, one with that behind its name. */
    EditPlan suffixed(String suffix) {
        if (destination == null || destination.isFolder() || suffix.isEmpty()) {
            return this;
        }
        String name = destination.name();
        String stem = FileNames.stem(name);
        return to(destination.sibling(stem + suffix + name.substring(stem.length())));
    }

    /** The stem of an input's name as it is spelt where the result goes. */
    String spelling(String stem) {
        return destination == null ? FileNames.inUrl(stem) : FileNames.inStorage(stem);
    }
}
