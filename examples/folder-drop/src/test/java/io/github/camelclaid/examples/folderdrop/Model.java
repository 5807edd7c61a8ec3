package io.github.camelclaid.examples.folderdrop;

import java.awt.Color;
import java.util.Arrays;
import java.util.function.DoubleFunction;

/** Curved surfaces in space, for a product that is seen from an angle. x points to the right, y up, z to the viewer. */
final class Model {

    /** A surface; {@code u} and {@code v} run from 0 to 1. */
    @FunctionalInterface
    interface Surface {
        double[] at(double u, double v);
    }

    /** Samples of the picture each way for one pixel of it. */
    private static final int FINENESS = 3;

    /** Pixels of the picture for one unit of the model. */
    private static final double ZOOM = 1.1;

    private final Studio studio;
    private final int width;
    private final int height;
    private final float[] nearness;
    private final int[] colours;
    private final double centreX;
    private final double centreY;
    private final double distance;
    private final double sineYaw;
    private final double cosineYaw;
    private final double sinePitch;
    private final double cosinePitch;

    /**
     * @param centreX where the origin is seen in the picture
     * @param yaw how far the model is turned to the left, in degrees
     * @param pitch how far it is seen from above, in degrees
     * @param distance how far away the viewer is, in pixels
     */
    Model(Studio studio, double centreX, double centreY, double yaw, double pitch, double distance) {
        this.studio = studio;
        this.width = studio.picture().getWidth() * FINENESS;
        this.height = studio.picture().getHeight() * FINENESS;
        this.nearness = new float[width * height];
        this.colours = new int[width * height];
        this.centreX = centreX;
        this.centreY = centreY;
        this.distance = distance;
        this.sineYaw = Math.sin(Math.toRadians(yaw));
        this.cosineYaw = Math.cos(Math.toRadians(yaw));
        this.sinePitch = Math.sin(Math.toRadians(pitch));
        this.cosinePitch = Math.cos(Math.toRadians(pitch));
        Arrays.fill(nearness, Float.NEGATIVE_INFINITY);
    }

    /** Something drawn along a path: at each place a rounded rectangle, its width along {@code across}. */
    static Surface sweep(
            DoubleFunction<double[]> path, double[] across, double halfWidth, double halfThickness, double squareness) {
        return (u, v) -> {
            double[] here = path.apply(u);
            double[] before = path.apply(u - 1e-4);
            double[] after = path.apply(u + 1e-4);
            double[] along = unit(minus(after, before));
            double[] outwards = unit(cross(along, across));
            double angle = 2 * Math.PI * v;
            double a = halfWidth * power(Math.cos(angle), squareness);
            double b = halfThickness * power(Math.sin(angle), squareness);
            return new double[] {
                here[0] + a * across[0] + b * outwards[0],
                here[1] + a * across[1] + b * outwards[1],
                here[2] + a * across[2] + b * outwards[2]
            };
        };
    }

    /** The sine or cosine of a circle, made more square by a small exponent. */
    static double power(double value, double exponent) {
        return Math.signum(value) * Math.pow(Math.abs(value), exponent);
    }

    void add(Surface surface, int stepsU, int stepsV, Finish finish, Color colour) {
        double[] own = {linear(colour.getRed()), linear(colour.getGreen()), linear(colour.getBlue())};
        double[][] row = null;
        for (int i = 0; i <= stepsU; i++) {
            double[][] next = new double[stepsV + 1][];
            for (int j = 0; j <= stepsV; j++) {
                next[j] = vertex(surface, (double) i / stepsU, (double) j / stepsV);
            }
            for (int j = 0; row != null && j < stepsV; j++) {
                triangle(row[j], row[j + 1], next[j], finish, own);
                triangle(next[j + 1], row[j + 1], next[j], finish, own);
            }
            row = next;
        }
    }

    /** Where a point of the surface is seen, how near it is, and its normal. */
    private double[] vertex(Surface surface, double u, double v) {
        double e = 5e-4;
        double[] alongU = minus(surface.at(Math.min(1, u + e), v), surface.at(Math.max(0, u - e), v));
        double[] alongV = minus(surface.at(u, v + e), surface.at(u, v - e));
        double[] normal = unit(turned(cross(alongU, alongV)));
        double[] seen = projected(surface.at(u, v));
        return new double[] {seen[0] * FINENESS, seen[1] * FINENESS, seen[2], normal[0], normal[1], normal[2]};
    }

    /** Where a point is seen in the picture, and how near. */
    double[] projected(double... point) {
        double[] p = turned(point);
        double scale = ZOOM * distance / (distance - p[2]);
        return new double[] {centreX + p[0] * scale, centreY - p[1] * scale, p[2]};
    }

    private double[] turned(double[] p) {
        double x = p[0] * cosineYaw - p[2] * sineYaw;
        double z = p[0] * sineYaw + p[2] * cosineYaw;
        return new double[] {x, p[1] * cosinePitch - z * sinePitch, p[1] * sinePitch + z * cosinePitch};
    }

    private void triangle(double[] a, double[] b, double[] c, Finish finish, double[] own) {
        double area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        if (Math.abs(area) < 1e-9) {
            return;
        }
        int left = (int) Math.max(0, Math.ceil(Math.min(a[0], Math.min(b[0], c[0]))));
        int right = (int) Math.min(width - 1.0, Math.floor(Math.max(a[0], Math.max(b[0], c[0]))));
        int top = (int) Math.max(0, Math.ceil(Math.min(a[1], Math.min(b[1], c[1]))));
        int bottom = (int) Math.min(height - 1.0, Math.floor(Math.max(a[1], Math.max(b[1], c[1]))));
        double[] light = new double[3];
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double ofB = ((x - a[0]) * (c[1] - a[1]) - (y - a[1]) * (c[0] - a[0])) / area;
                double ofC = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / area;
                double ofA = 1 - ofB - ofC;
                if (ofA < -1e-6 || ofB < -1e-6 || ofC < -1e-6) {
                    continue;
                }
                int at = y * width + x;
                double near = ofA * a[2] + ofB * b[2] + ofC * c[2];
                if (near <= nearness[at]) {
                    continue;
                }
                double nx = ofA * a[3] + ofB * b[3] + ofC * c[3];
                double ny = ofA * a[4] + ofB * b[4] + ofC * c[4];
                double nz = ofA * a[5] + ofB * b[5] + ofC * c[5];
                double length = Math.copySign(Math.sqrt(nx * nx + ny * ny + nz * nz), nz);
                finish.reflect(nx / length, ny / length, nz / length, own, light);
                nearness[at] = (float) near;
                colours[at] = 0xff000000
                        | (int) Part.developed(light[0]) << 16
                        | (int) Part.developed(light[1]) << 8
                        | (int) Part.developed(light[2]);
            }
        }
    }

    /** Puts the model into the picture, darker where something nearer stands close by. */
    void paint() {
        int columns = width / FINENESS;
        int rows = height / FINENESS;
        Mask solid = new Mask(0, 0, columns, rows);
        Mask depth = new Mask(0, 0, columns, rows);
        for (int i = 0; i < solid.cover.length; i++) {
            float nearest = Float.NEGATIVE_INFINITY;
            for (int sample = 0; sample < FINENESS * FINENESS; sample++) {
                nearest = Math.max(nearest, nearness[sampleAt(i % columns, i / columns, sample)]);
            }
            if (nearest > Float.NEGATIVE_INFINITY) {
                solid.cover[i] = 1;
                depth.cover[i] = nearest;
            }
        }
        float[] shade = new float[solid.cover.length];
        for (double reach : new double[] {9, 28, 80}) {
            Mask around = depth.blurred(reach);
            Mask share = solid.blurred(reach);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    int i = row * columns + column;
                    double nearer = around.at(column, row) / Math.max(1e-3, share.at(column, row)) - depth.cover[i];
                    shade[i] += (float) (0.26 * Math.max(0, Math.min(1, nearer / (reach * 1.6) - 0.06)));
                }
            }
        }
        int[] pixels = studio.pixels();
        for (int i = 0; i < shade.length; i++) {
            resolve(pixels, i % columns, i / columns, 1 - shade[i]);
        }
    }

    private int sampleAt(int x, int y, int sample) {
        return (y * FINENESS + sample / FINENESS) * width + x * FINENESS + sample % FINENESS;
    }

    private void resolve(int[] pixels, int x, int y, double brightness) {
        double red = 0;
        double green = 0;
        double blue = 0;
        int hits = 0;
        for (int i = 0; i < FINENESS * FINENESS; i++) {
            int colour = colours[sampleAt(x, y, i)];
            if (colour != 0) {
                red += colour >> 16 & 0xff;
                green += colour >> 8 & 0xff;
                blue += colour & 0xff;
                hits++;
            }
        }
        if (hits > 0) {
            double share = brightness / hits;
            studio.blend(pixels, x, y, red * share, green * share, blue * share, (double) hits / (FINENESS * FINENESS));
        }
    }

    private static double linear(int value) {
        return Math.pow(value / 255.0, 2.2);
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double[] unit(double[] a) {
        double length = Math.max(1e-12, Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]));
        return new double[] {a[0] / length, a[1] / length, a[2] / length};
    }
}
