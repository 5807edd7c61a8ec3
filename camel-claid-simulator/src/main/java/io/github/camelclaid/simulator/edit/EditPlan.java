package io.github.camelclaid.simulator.edit;

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
        String destination,
        int dpi) {}
