package io.github.camelclaid.simulator.edit;

import java.util.Arrays;

/**
 * What the ground of a picture would look like everywhere, subject or not: a curved surface through what lies along the
 * border, and corrections to it, cell by cell, where more of the ground is known. So a vignette or a soft light is no
 * subject, and what sticks out over the border is no ground. Not thread-safe.
 */
final class Backdrop {

    private static final int CELL = 16;
    private static final int TERMS = 6;
    private static final int FITS = 5;

    /** What of the border may differ from its middle colour before the first fit; per channel. */
    private static final double FIRST_GUESS = 70;

    private final int width;
    private final int height;
    private final double[][] surface;
    private final int columns;
    private final int rows;
    /** What is to be added to the surface: by channel, in the middle of each cell. */
    private final float[][] corrections;

    private double noise;

    private Backdrop(int width, int height) {
        this.width = width;
        this.height = height;
        this.surface = new double[3][TERMS];
        this.columns = (width + CELL - 1) / CELL;
        this.rows = (height + CELL - 1) / CELL;
        this.corrections = new float[3][columns * rows];
    }

    /** The ground as the border alone tells it. */
    static Backdrop alongBorder(int[] pixels, int width, int height) {
        Backdrop backdrop = new Backdrop(width, height);
        backdrop.fit(pixels, backdrop.border());
        return backdrop;
    }

    /** How far pixels of the ground usually are from the estimate, per channel. */
    double noise() {
        return noise;
    }

    /** The estimate for a row of pixels. */
    void row(int y, int[] into) {
        double v = 2.0 * y / height - 1;
        double cellY = Math.max(0, Math.min(rows - 1, (y + 0.5) / CELL - 0.5));
        int above = (int) cellY;
        int below = Math.min(rows - 1, above + 1);
        double down = cellY - above;
        for (int x = 0; x < width; x++) {
            double u = 2.0 * x / width - 1;
            double cellX = Math.max(0, Math.min(columns - 1, (x + 0.5) / CELL - 0.5));
            int left = (int) cellX;
            int right = Math.min(columns - 1, left + 1);
            double along = cellX - left;
            int colour = 0;
            for (int channel = 0; channel < 3; channel++) {
                double[] s = surface[channel];
                float[] c = corrections[channel];
                double upper = c[above * columns + left] * (1 - along) + c[above * columns + right] * along;
                double lower = c[below * columns + left] * (1 - along) + c[below * columns + right] * along;
                double value = s[0] + s[1] * u + s[2] * v + s[3] * u * v + s[4] * u * u + s[5] * v * v;
                value += upper * (1 - down) + lower * down;
                colour |= (int) Math.max(0, Math.min(255, value + 0.5)) << 8 * channel;
            }
            into[x] = colour;
        }
    }

    /** Corrects the estimate by pixels that are known to be ground; elsewhere the nearest corrections go on. */
    void learn(int[] pixels, byte[] kinds, byte ground) {
        int[] counts = new int[columns * rows];
        float[][] sums = new float[3][columns * rows];
        int[] estimate = new int[width];
        for (int y = 0; y < height; y += 2) {
            row(y, estimate);
            for (int x = y / 2 % 2; x < width; x += 2) {
                int i = y * width + x;
                if (kinds[i] == ground && isNear(pixels[i], estimate[x])) {
                    int cell = y / CELL * columns + x / CELL;
                    counts[cell]++;
                    for (int channel = 0; channel < 3; channel++) {
                        sums[channel][cell] += channel(pixels[i], channel) - channel(estimate[x], channel);
                    }
                }
            }
        }
        spread(sums, counts);
    }

    /** A soft shadow is not to be learnt as ground. */
    private boolean isNear(int pixel, int estimate) {
        double near = 10 + 1.5 * noise;
        return Math.abs(channel(pixel, 0) - channel(estimate, 0)) < near
                && Math.abs(channel(pixel, 1) - channel(estimate, 1)) < near
                && Math.abs(channel(pixel, 2) - channel(estimate, 2)) < near;
    }

    private void spread(float[][] sums, int[] counts) {
        boolean[] known = new boolean[counts.length];
        for (int cell = 0; cell < counts.length; cell++) {
            known[cell] = counts[cell] >= CELL;
            for (int channel = 0; channel < 3; channel++) {
                float before = corrections[channel][cell];
                corrections[channel][cell] = known[cell] ? before + sums[channel][cell] / counts[cell] : 0;
            }
        }
        boolean open = true;
        while (open) {
            open = growByOne(known);
        }
    }

    /** Whether anything was added, so that it is worth another try. */
    private boolean growByOne(boolean[] known) {
        boolean[] before = known.clone();
        boolean grown = false;
        for (int cell = 0; cell < before.length; cell++) {
            if (before[cell]) {
                continue;
            }
            int x = cell % columns;
            int[] around = {
                x > 0 ? cell - 1 : -1, x < columns - 1 ? cell + 1 : -1, cell - columns, cell + columns,
            };
            int count = 0;
            for (int next : around) {
                if (next >= 0 && next < before.length && before[next]) {
                    count++;
                    for (float[] correction : corrections) {
                        correction[cell] += correction[next];
                    }
                }
            }
            for (float[] correction : corrections) {
                correction[cell] /= Math.max(1, count);
            }
            known[cell] = count > 0;
            grown |= count > 0;
        }
        return grown;
    }

    /** Some thousand pixels of a narrow frame. */
    private int[] border() {
        int depth = Math.max(1, Math.min(width, height) / 100);
        int step = Math.max(1, (width + height) * 2 * depth / 6000);
        int[] found = new int[2 * depth * (width + height) / step + 4];
        int size = 0;
        int nth = 0;
        for (int y = 0; y < height; y++) {
            boolean whole = y < depth || y >= height - depth;
            for (int x = 0; x < width; x++) {
                if (!whole && x == depth && width > 2 * depth) {
                    x = width - depth;
                }
                if (nth++ % step == 0) {
                    found[size++] = y * width + x;
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    private void fit(int[] pixels, int[] samples) {
        int[] middle = new int[3];
        for (int channel = 0; channel < 3; channel++) {
            middle[channel] = median(pixels, samples, channel);
            surface[channel][0] = middle[channel];
        }
        double allowed = FIRST_GUESS;
        for (int n = 0; n < FITS; n++) {
            solve(pixels, samples, allowed);
            noise = 1.5 * medianDistance(pixels, samples);
            allowed = Math.max(6, 3 * noise);
        }
    }

    private static int median(int[] pixels, int[] samples, int channel) {
        int[] values = Arrays.stream(samples)
                .map(i -> channel(pixels[i], channel))
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    private double medianDistance(int[] pixels, int[] samples) {
        double[] distances = Arrays.stream(samples)
                .mapToDouble(i -> distance(pixels, i))
                .sorted()
                .toArray();
        return distances[distances.length / 2];
    }

    /** From a pixel to the surface, as the largest of the channels has it. */
    private double distance(int[] pixels, int i) {
        double[] terms = terms(i);
        double distance = 0;
        for (int channel = 0; channel < 3; channel++) {
            distance = Math.max(distance, Math.abs(channel(pixels[i], channel) - value(surface[channel], terms)));
        }
        return distance;
    }

    private double[] terms(int i) {
        double u = 2.0 * (i % width) / width - 1;
        double v = 2.0 * (i / width) / height - 1;
        return new double[] {1, u, v, u * v, u * u, v * v};
    }

    private static double value(double[] surface, double[] terms) {
        double value = 0;
        for (int t = 0; t < TERMS; t++) {
            value += surface[t] * terms[t];
        }
        return value;
    }

    /** Least squares through the samples that are near enough to the surface there is. */
    private void solve(int[] pixels, int[] samples, double allowed) {
        double[][] normal = new double[TERMS][TERMS + 3];
        int used = 0;
        for (int i : samples) {
            if (distance(pixels, i) > allowed) {
                continue;
            }
            used++;
            double[] terms = terms(i);
            for (int a = 0; a < TERMS; a++) {
                for (int b = 0; b < TERMS; b++) {
                    normal[a][b] += terms[a] * terms[b];
                }
                for (int channel = 0; channel < 3; channel++) {
                    normal[a][TERMS + channel] += terms[a] * channel(pixels[i], channel);
                }
            }
        }
        if (used < samples.length / 10) {
            return;
        }
        for (int a = 1; a < TERMS; a++) {
            // keeps the surface flat where the samples leave it open, as in pictures one pixel wide
            normal[a][a] += used * 1e-3;
        }
        eliminate(normal);
        for (int channel = 0; channel < 3; channel++) {
            for (int a = 0; a < TERMS; a++) {
                surface[channel][a] = normal[a][TERMS + channel] / normal[a][a];
            }
        }
    }

    /** Gauss-Jordan; the matrix is positive definite, so no pivot has to be looked for. */
    private static void eliminate(double[][] m) {
        for (int pivot = 0; pivot < m.length; pivot++) {
            for (int row = 0; row < m.length; row++) {
                if (row == pivot) {
                    continue;
                }
                double factor = m[row][pivot] / m[pivot][pivot];
                for (int column = pivot; column < m[row].length; column++) {
                    m[row][column] -= factor * m[pivot][column];
                }
            }
        }
    }

    private static int channel(int pixel, int channel) {
        return pixel >> 8 * channel & 0xFF;
    }
}
