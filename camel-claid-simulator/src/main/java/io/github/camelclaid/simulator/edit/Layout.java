package io.github.camelclaid.simulator.edit;

/**
 * Where a picture lies on its canvas: scaled to {@code width x height}, its corner at {@code x, y} (negative where it
 * stands out and is cut off).
 */
record Layout(int canvasWidth, int canvasHeight, int x, int y, int width, int height) {

    /** The layout that a wanted size means for a picture of that size; rules of {@code operations.resizing}. */
    static Layout of(Resize resize, int w, int h) {
        if (resize.outpainting().by() != null && resize.fit() == Fit.OUTPAINT) {
            return around(resize.outpainting().by(), w, h);
        }
        boolean width = resize.width().isGiven();
        boolean height = resize.height().isGiven();
        if (!width && !height) {
            return new Layout(w, h, 0, 0, w, h);
        }
        if (width && height) {
            return fitted(resize, w, h, resize.width().of(w), resize.height().of(h));
        }
        // one side only: with crop the other keeps its length unless it is said to be "auto", otherwise it follows
        boolean crop = resize.fit() == Fit.CROP || resize.fit() == Fit.SMART_CROP;
        if (width) {
            int given = resize.width().of(w);
            boolean kept = crop && resize.height() instanceof Size.Unset;
            return kept ? fitted(resize, w, h, given, h) : whole(given, length(h, given, w));
        }
        int given = resize.height().of(h);
        boolean kept = crop && resize.width() instanceof Size.Unset;
        return kept ? fitted(resize, w, h, w, given) : whole(length(w, given, h), given);
    }

    private static Layout fitted(Resize resize, int w, int h, int width, int height) {
        double horizontal = (double) width / w;
        double vertical = (double) height / h;
        double fill = Math.max(horizontal, vertical);
        double contain = Math.min(horizontal, vertical);
        return switch (resize.fit()) {
            case CROP, SMART_CROP -> centred(width, height, scaled(w, fill), scaled(h, fill));
            case COVER -> whole(scaled(w, fill), scaled(h, fill));
            case BOUNDS -> whole(scaled(w, contain), scaled(h, contain));
            case CANVAS, OUTPAINT -> centred(width, height, scaled(w, contain), scaled(h, contain));
        };
    }

    private static Layout around(Spacing room, int w, int h) {
        int left = room.left().of(w);
        int top = room.top().of(h);
        int width = w + left + room.right().of(w);
        int height = h + top + room.bottom().of(h);
        return new Layout(width, height, left, top, w, h);
    }

    private static Layout whole(int width, int height) {
        return new Layout(width, height, 0, 0, width, height);
    }

    private static Layout centred(int canvasWidth, int canvasHeight, int width, int height) {
        return new Layout(
                canvasWidth,
                canvasHeight,
                Math.floorDiv(canvasWidth - width, 2),
                Math.floorDiv(canvasHeight - height, 2),
                width,
                height);
    }

    /** The same canvas and size with the picture somewhere else on it. */
    Layout movedTo(int newX, int newY) {
        return new Layout(canvasWidth, canvasHeight, newX, newY, width, height);
    }

    /**
     * How far inside of the picture that place of the canvas is, counted from those of its edges that do not lie on the
     * canvas' own; negative outside.
     */
    int depth(int atX, int atY) {
        int depth = Integer.MAX_VALUE;
        depth = x > 0 ? Math.min(depth, atX - x) : depth;
        depth = y > 0 ? Math.min(depth, atY - y) : depth;
        depth = x + width < canvasWidth ? Math.min(depth, x + width - 1 - atX) : depth;
        return y + height < canvasHeight ? Math.min(depth, y + height - 1 - atY) : depth;
    }

    long canvasPixels() {
        return Math.max((long) canvasWidth * canvasHeight, (long) width * height);
    }

    private static int scaled(int length, double factor) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(length * factor)));
    }

    private static int length(int side, int given, int original) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round((double) side * given / original)));
    }
}
