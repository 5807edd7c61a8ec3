package io.github.camelclaid.simulator.edit;

import io.github.camelclaid.simulator.storage.StorageAddress;

/**
 * A valid edit, understood.
 *
 * @param padding null for none
 * @param destination storage address; null for a temporary URL
 * @param dpi 0 for none
 */
record EditPlan(
        Resize resize,
        Spacing padding,
        Background background,
        Adjustments adjustments,
        OutputFormat format,
        StorageAddress destination,
        int dpi) {

    /** The same edit, into a folder below its destination. */
    EditPlan into(String folder) {
        StorageAddress below = destination == null ? null : destination.child(folder);
        return new EditPlan(resize, padding, background, adjustments, format, below, dpi);
    }

    /** The stem of an input's name as it is spelt where the result goes. */
    String spelling(String stem) {
        return destination == null ? FileNames.inUrl(stem) : FileNames.inStorage(stem);
    }
}
