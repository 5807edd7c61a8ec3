package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;

/**
 * What of a picture is its subject: everything that cannot be reached from the border over pixels that look like the
 * ground there, or like a soft shadow on it. No model; right for objects on a plain ground, and a fair guess otherwise.
 * Not thread-safe.
 */
final class SubjectMask {

    /** Kinds of pixels: first what one looks like by itself, then what has been decided. */
    private static final byte UNLIKE = 0;

    private static final byte LIKE_SHADOW = 1;
    private static final byte LIKE_GROUND = 2;
    private static final byte JUST_LIKE_GROUND = 3;
    private static final byte SHADOW = 4;
    private static final byte GROUND = 5;
    private static final byte SUBJECT = 6;

    /** A part of the subject that is a smaller share of the picture than this is dust on the ground. */
    private static final double SPECK = 1e-4;

    /** An enclosed part of the ground that is a smaller share than this may as well be a highlight. */
    private static final double HOLE = 5e-4;

    /** The share of a shadow's outline towards the ground that may be a hard edge. */
    private static final double HARD = 0.4;

    private final int[] pixels;
    private final int width;
    private final int height;
    private final boolean alpha;
    private final byte[] kinds;

    /** How many pixels the ground has to be wide in each direction, so that it does not leak in through cracks. */
    private final int crack;

    private SubjectMask(BufferedImage image) {
        this.pixels = Pixels.of(image);
        this.width = image.getWidth();
        this.height = image.getHeight();
        this.alpha = image.getColorModel().hasAlpha();
        this.kinds = new byte[pixels.length];
        this.crack = Math.min(100, Math.round(Math.min(width, height) / 500f));
    }

    static SubjectMask of(BufferedImage image) {
        SubjectMask mask = new SubjectMask(image);
        if (mask.isCutOut()) {
            mask.trustAlpha();
            return mask;
        }
        Backdrop backdrop = Backdrop.alongBorder(mask.pixels, mask.width, mask.height);
        // at first the estimate is rough, so that much has to be let through; no shadows then
        mask.look(backdrop, Likeness.rough(backdrop.noise()));
        mask.floodFromBorder(mask.new Flood());
        Likeness fine = Likeness.fine(backdrop.noise(), Math.max(mask.width, mask.height));
        for (int time = 0; time < 2; time++) {
            // the second time, what lies in holes is known too
            backdrop.learn(mask.pixels, mask.kinds, GROUND);
            mask.look(backdrop, fine);
            Flood flood = mask.new Flood();
            mask.floodFromBorder(flood);
            mask.floodHoles(flood);
            if (time == 1) {
                mask.floodShadows(flood);
            }
        }
        mask.growBack();
        mask.dropSpecks();
        return mask;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Whether the picture came without a background, so that nothing has to be guessed. */
    boolean isCutOut() {
        if (!alpha) {
            return false;
        }
        int clear = 0;
        for (int x = 0; x < width; x++) {
            clear += isClear(x) ? 1 : 0;
            clear += isClear((height - 1) * width + x) ? 1 : 0;
        }
        for (int y = 0; y < height; y++) {
            clear += isClear(y * width) ? 1 : 0;
            clear += isClear(y * width + width - 1) ? 1 : 0;
        }
        return clear > width + height;
    }

    private boolean isClear(int i) {
        return pixels[i] >>> 24 < 16;
    }

    private void trustAlpha() {
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = isClear(i) ? GROUND : SUBJECT;
        }
    }

    boolean isBackground(int i) {
        return kinds[i] == GROUND || kinds[i] == SHADOW;
    }

    /**
     * What passes for ground, in levels of a channel.
     *
     * @param tolerance how far from the estimate
     * @param darkest how much of the ground's brightness a shadow leaves; 1 for no shadows
     * @param step how much the brightness of a shadow changes from one pixel to the next but one
     */
    private record Likeness(double tolerance, double darkest, int step) {

        static Likeness rough(double noise) {
            return new Likeness(Math.min(45, 16 + 3 * noise), 1, 0);
        }

        /** Shadows are softer, by the pixel, the larger the picture is. */
        static Likeness fine(double noise, int longerSide) {
            int step = Math.max(5, Math.min(24, 14_000 / longerSide));
            return new Likeness(Math.min(40, 6 + 3 * noise), 0.3, step + (int) (0.6 * noise));
        }

        byte of(int pixel, int ground, int change) {
            int red = (pixel >> 16 & 0xFF) - (ground >> 16 & 0xFF);
            int green = (pixel >> 8 & 0xFF) - (ground >> 8 & 0xFF);
            int blue = (pixel & 0xFF) - (ground & 0xFF);
            if (isNear(red, green, blue, tolerance)) {
                return isNear(red, green, blue, tolerance / 2) ? JUST_LIKE_GROUND : LIKE_GROUND;
            }
            if (change > step) {
                return UNLIKE;
            }
            double light = (double) brightness(pixel) / Math.max(1, brightness(ground));
            if (light < darkest || light > 1) {
                return UNLIKE;
            }
            double lost = 1 - light;
            boolean sameHue = isNear(
                    red + lost * (ground >> 16 & 0xFF),
                    green + lost * (ground >> 8 & 0xFF),
                    blue + lost * (ground & 0xFF),
                    tolerance);
            return sameHue ? LIKE_SHADOW : UNLIKE;
        }

        private static boolean isNear(double red, double green, double blue, double distance) {
            return 2 * red * red + 4 * green * green + 3 * blue * blue <= 9 * distance * distance;
        }
    }

    /** Looks at each pixel by itself, but for its nearest neighbours, over which noise evens out. */
    private void look(Backdrop backdrop, Likeness likeness) {
        int[] ground = new int[width];
        int[][] smooth = new int[3][width];
        smoothed(0, smooth[0]);
        smoothed(0, smooth[1]);
        smoothed(Math.min(1, height - 1), smooth[2]);
        for (int y = 0; y < height; y++) {
            backdrop.row(y, ground);
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (alpha && pixels[i] >>> 24 < 128) {
                    kinds[i] = JUST_LIKE_GROUND;
                    continue;
                }
                int across =
                        brightness(smooth[1][Math.min(width - 1, x + 1)]) - brightness(smooth[1][Math.max(0, x - 1)]);
                int down = brightness(smooth[2][x]) - brightness(smooth[0][x]);
                int change = Math.max(Math.abs(across), Math.abs(down)) / 4;
                kinds[i] = likeness.of(smooth[1][x], ground[x], change);
            }
            int[] oldest = smooth[0];
            smooth[0] = smooth[1];
            smooth[1] = smooth[2];
            smooth[2] = oldest;
            smoothed(Math.min(y + 2, height - 1), oldest);
        }
    }

    /** The means of three by three pixels. */
    private void smoothed(int y, int[] into) {
        int above = Math.max(0, y - 1) * width;
        int here = y * width;
        int below = Math.min(height - 1, y + 1) * width;
        long left = column(above, here, below);
        long middle = left;
        for (int x = 0; x < width; x++) {
            int next = Math.min(width - 1, x + 1);
            long right = column(above + next, here + next, below + next);
            long sum = left + middle + right;
            int red = (int) (sum >> 32 & 0xFFFF) / 9;
            int green = (int) (sum >> 16 & 0xFFFF) / 9;
            into[x] = red << 16 | green << 8 | (int) (sum & 0xFFFF) / 9;
            left = middle;
            middle = right;
        }
    }

    /** The sum of three pixels, each channel in sixteen bits of its own. */
    private long column(int a, int b, int c) {
        return wide(pixels[a]) + wide(pixels[b]) + wide(pixels[c]);
    }

    private static long wide(int pixel) {
        return (pixel & 0xFF0000L) << 16 | (pixel & 0xFF00L) << 8 | pixel & 0xFFL;
    }

    private static int brightness(int pixel) {
        return (pixel >> 16 & 0xFF) + 2 * (pixel >> 8 & 0xFF) + (pixel & 0xFF);
    }

    private void floodFromBorder(Flood flood) {
        for (int x = 0; x < width; x++) {
            flood.overGround(x);
            flood.overGround((height - 1) * width + x);
        }
        for (int y = 0; y < height; y++) {
            flood.overGround(y * width);
            flood.overGround(y * width + width - 1);
        }
    }

    /** Inside a handle lies ground too: parts that are large enough, and just like it nearly everywhere. */
    private void floodHoles(Flood flood) {
        for (int i = 0; i < kinds.length; i++) {
            int just = flood.overGround(i);
            if (just < HOLE * kinds.length || just < 0.8 * flood.reached().size()) {
                // it may still be an island of light in a shadow
                flood.takeBack(LIKE_SHADOW);
            }
        }
    }

    /** Shadows lie next to the ground and fade into it. What has a hard edge on the ground is a grey thing instead. */
    private void floodShadows(Flood flood) {
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] != LIKE_SHADOW || !touches(i, GROUND)) {
                continue;
            }
            flood.overShadow(i);
            int soft = 0;
            int hard = 0;
            IntStack reached = flood.reached();
            for (int n = 0; n < reached.size(); n++) {
                int at = reached.get(n);
                if (touches(at, GROUND)) {
                    soft++;
                } else if (!isInside(at) && hasGroundBeyond(at)) {
                    hard++;
                }
            }
            if (hard > HARD * (hard + soft)) {
                flood.takeBack(UNLIKE);
            }
        }
    }

    private boolean touches(int i, byte kind) {
        int x = i % width;
        return x > 0 && kinds[i - 1] == kind
                || x < width - 1 && kinds[i + 1] == kind
                || i >= width && kinds[i - width] == kind
                || i < kinds.length - width && kinds[i + width] == kind;
    }

    /** Whether all around is shadow. */
    private boolean isInside(int i) {
        int x = i % width;
        return x > 0
                && x < width - 1
                && i >= width
                && i < kinds.length - width
                && kinds[i - 1] == SHADOW
                && kinds[i + 1] == SHADOW
                && kinds[i - width] == SHADOW
                && kinds[i + width] == SHADOW;
    }

    /** Whether there is ground behind a line that is not much wider than an edge. */
    private boolean hasGroundBeyond(int i) {
        int x = i % width;
        int y = i / width;
        for (int step = 2; step <= 7 + 2 * crack; step++) {
            if (x >= step && kinds[i - step] == GROUND
                    || x < width - step && kinds[i + step] == GROUND
                    || y >= step && kinds[i - step * width] == GROUND
                    || y < height - step && kinds[i + step * width] == GROUND) {
                return true;
            }
        }
        return false;
    }

    /** Flooding, over what is not as narrow as a crack. */
    private final class Flood {

        private final byte[] room = room();
        private final IntStack open = new IntStack();
        private final IntStack reached = new IntStack();

        /** Returns how many of the pixels that were reached are just like the ground; 0 if there is none to start at. */
        int overGround(int start) {
            return over(LIKE_GROUND, GROUND, start);
        }

        void overShadow(int start) {
            over(LIKE_SHADOW, SHADOW, start);
        }

        /** The pixels that the latest flood came to. */
        IntStack reached() {
            return reached;
        }

        /** Makes them something else. */
        void takeBack(byte kind) {
            for (int n = 0; n < reached.size(); n++) {
                kinds[reached.get(n)] = kind;
            }
        }

        private int over(byte least, byte becomes, int start) {
            reached.clear();
            int just = reach(start, least, becomes);
            while (!open.isEmpty()) {
                int at = open.pop();
                int x = at % width;
                just += x > 0 ? reach(at - 1, least, becomes) : 0;
                just += x < width - 1 ? reach(at + 1, least, becomes) : 0;
                just += at >= width ? reach(at - width, least, becomes) : 0;
                just += at < kinds.length - width ? reach(at + width, least, becomes) : 0;
            }
            return just;
        }

        private int reach(int i, byte least, byte becomes) {
            byte kind = kinds[i];
            if (kind < least || kind > JUST_LIKE_GROUND || room[i] <= crack) {
                return 0;
            }
            kinds[i] = becomes;
            open.push(i);
            reached.push(i);
            return kind == JUST_LIKE_GROUND ? 1 : 0;
        }
    }

    /** How far each pixel is from the nearest one that is unlike the ground, in moves of a king; at most 127. */
    private byte[] room() {
        byte[] room = new byte[kinds.length];
        for (int i = 0; i < room.length; i++) {
            int x = i % width;
            int least = 126;
            if (x > 0) {
                least = room[i - 1];
            }
            if (i >= width) {
                least = Math.min(least, room[i - width]);
                least = x > 0 ? Math.min(least, room[i - width - 1]) : least;
                least = x < width - 1 ? Math.min(least, room[i - width + 1]) : least;
            }
            room[i] = (byte) (kinds[i] == UNLIKE ? 0 : Math.min(126, least) + 1);
        }
        for (int i = room.length - 1; i >= 0; i--) {
            int x = i % width;
            int least = room[i] - 1;
            if (x < width - 1) {
                least = Math.min(least, room[i + 1]);
            }
            if (i + width < room.length) {
                least = Math.min(least, room[i + width]);
                least = x > 0 ? Math.min(least, room[i + width - 1]) : least;
                least = x < width - 1 ? Math.min(least, room[i + width + 1]) : least;
            }
            room[i] = (byte) (kinds[i] == UNLIKE ? 0 : least + 1);
        }
        return room;
    }

    /** Floods stop short of what is unlike the ground, by as much as a crack is wide. */
    private void growBack() {
        IntStack rim = new IntStack();
        for (int n = 0; n < crack; n++) {
            rim.clear();
            for (int i = 0; i < kinds.length; i++) {
                boolean left = kinds[i] != UNLIKE && kinds[i] <= JUST_LIKE_GROUND;
                if (left && (touches(i, GROUND) || touches(i, SHADOW))) {
                    rim.push(i);
                }
            }
            for (int i = 0; i < rim.size(); i++) {
                kinds[rim.get(i)] = GROUND;
            }
        }
    }

    private void dropSpecks() {
        IntStack members = new IntStack();
        for (int i = 0; i < kinds.length; i++) {
            if (isBackground(i) || kinds[i] == SUBJECT) {
                continue;
            }
            members.clear();
            join(i, members);
            for (int n = 0; n < members.size(); n++) {
                int at = members.get(n);
                int x = at % width;
                for (int dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
                    join(at - width + dx, members);
                    join(at + dx, members);
                    join(at + width + dx, members);
                }
            }
            if (members.size() < SPECK * kinds.length) {
                for (int n = 0; n < members.size(); n++) {
                    kinds[members.get(n)] = GROUND;
                }
            }
        }
    }

    private void join(int i, IntStack members) {
        boolean inside = i >= 0 && i < kinds.length;
        if (inside && !isBackground(i) && kinds[i] != SUBJECT) {
            kinds[i] = SUBJECT;
            members.push(i);
        }
    }
}
