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
        StorageAddress below = destination == null ? null : destination.child(folder);
        return new EditPlan(resize, padding, background, adjustments, format, below, metadata);
    }

    /** The stem of an input's name as it is spelt where the result goes. */
    String spelling(String stem) {
        return destination == null ? FileNames.inUrl(stem) : FileNames.inStorage(stem);
    }
}
