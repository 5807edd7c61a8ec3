package io.github.camelclaid.client;

/**
 * {@code operations.resizing}: {@code ResizingOptions} in Claid's OpenAPI document and its page "Resizing". Both sides
 * are automatic unless given. By that page a percentage on one side wants the same percentage, or automatic, on the other.
 */
public final class Resizing extends OptionGroup<Resizing> {

    private static final String AUTO = "auto";
    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";

    Resizing() {}

    /** @param pixels Claid publishes no range */
    public Resizing width(int pixels) {
        return with(WIDTH, pixels);
    }

    /** The width follows from the height. */
    public Resizing widthAuto() {
        return with(WIDTH, AUTO);
    }

    /** @param percent of the input's width */
    public Resizing widthPercent(int percent) {
        return with(WIDTH, percent + "%");
    }

    /** @param pixels Claid publishes no range */
    public Resizing height(int pixels) {
        return with(HEIGHT, pixels);
    }

    /** The height follows from the width. */
    public Resizing heightAuto() {
        return with(HEIGHT, AUTO);
    }

    /** @param percent of the input's height */
    public Resizing heightPercent(int percent) {
        return with(HEIGHT, percent + "%");
    }

    /** {@link Fit#CROP} unless asked for. */
    public Resizing fit(Fit fit) {
        return with("fit", fit);
    }
}
