package io.github.camelclaid.examples.folderdrop;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.function.DoubleFunction;

/** Wireless headphones standing on their cups, seen from an angle. */
final class Headphones {

    private static final Color SHELL = new Color(226, 214, 198);
    private static final Color LEATHER = new Color(122, 82, 58);
    private static final Color CLOTH = new Color(52, 44, 42);
    private static final Color COPPER = new Color(232, 164, 120);
    private static final double[] SIDEWAYS = {0, 0, 1};

    /** How far the cups are from the middle, and how far below the middle of the arch. */
    private static final double APART = 470;

    private static final double BELOW = -330;

    private Headphones() {}

    static BufferedImage paint() {
        Studio studio = new Studio(2400, 1800, new Color(242, 241, 240));
        Model model = new Model(studio, 1200, 900, 48, 9, 4200);
        Color shade = new Color(40, 38, 48);
        for (int side : new int[] {-1, 1}) {
            studio.haze(footprint(model, side, 1.5), Studio.fade(shade, 0.26), 60);
            studio.haze(footprint(model, side, 0.95), Studio.fade(shade, 0.40), 24);
            studio.haze(footprint(model, side, 0.55), Studio.fade(shade, 0.60), 9);
        }
        band(model);
        for (int side : new int[] {-1, 1}) {
            cup(model, side);
            yoke(model, side);
        }
        model.paint();
        return studio.picture();
    }

    /** Where a cup stands, and something around it. */
    private static Shape footprint(Model model, int side, double size) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < 60; i++) {
            double angle = Math.PI * i / 30;
            double[] p = model.projected(
                    side * (APART + 6) + 140 * size * Math.cos(angle), BELOW - 253, 150 * size * Math.sin(angle));
            if (i == 0) {
                path.moveTo(p[0], p[1]);
            } else {
                path.lineTo(p[0], p[1]);
            }
        }
        path.closePath();
        return path;
    }

    private static void band(Model model) {
        model.add(tapered(arch(500, 640, 0.02, 0.98), 74, 15, 0.5, 90, 0), 500, 96, Finish.SATIN, SHELL);
        model.add(tapered(arch(468, 606, 0.15, 0.85), 86, 30, 0.75, 26, 9), 900, 96, Finish.SATIN, LEATHER);
    }

    /** A strap along a path that closes roundly at its ends, quilted into some cushions. */
    private static Model.Surface tapered(
            DoubleFunction<double[]> path,
            double halfWidth,
            double halfThickness,
            double squareness,
            double bluntness,
            int cushions) {
        Model.Surface strap = Model.sweep(path, SIDEWAYS, halfWidth, halfThickness, squareness);
        return (u, v) -> {
            double[] middle = path.apply(u);
            double[] p = strap.at(u, v);
            double end = Math.min(1, Math.min(u, 1 - u) * bluntness);
            double quilt = cushions == 0 ? 0 : 0.1 * Math.pow(1 - Math.abs(Math.sin(u * Math.PI * cushions)), 5);
            double size = Math.sqrt(Math.max(0, 1 - (1 - end) * (1 - end))) * (1 - quilt);
            for (int i = 0; i < 3; i++) {
                p[i] = middle[i] + (p[i] - middle[i]) * size;
            }
            return p;
        };
    }

    /** Part of an arch in the upright plane of the cups, from the right to the left. */
    private static DoubleFunction<double[]> arch(double halfWidth, double rise, double from, double to) {
        return t -> {
            double angle = Math.PI * (from + (to - from) * t);
            return new double[] {
                halfWidth * Model.power(Math.cos(angle), 0.86), -110 + rise * Model.power(Math.sin(angle), 0.92), 0
            };
        };
    }

    private static void cup(Model model, int side) {
        double[][] shell = {
            {0, 74},
            {60, 73},
            {120, 68},
            {150, 62},
            {154, 56},
            {160, 55},
            {172, 55},
            {196, 44},
            {210, 20},
            {212, 0},
            {206, -26},
            {196, -40},
            {170, -44}
        };
        model.add(lathe(side, shell), 300, 240, Finish.SATIN, SHELL);
        model.add(
                lathe(side, new double[][] {{0, 76}, {50, 75.4}, {110, 71.5}, {140, 66}, {146, 60}}),
                120,
                240,
                Finish.BRUSHED,
                COPPER);
        model.add(torus(side, 205, -2, 9, 5), 240, 40, Finish.POLISHED, COPPER);
        model.add(torus(side, 158, -88, 52, 50), 300, 96, Finish.SATIN, LEATHER);
        model.add(lathe(side, new double[][] {{0, -70}, {60, -70}, {120, -66}}), 40, 160, Finish.MATTE, CLOTH);
    }

    /** A smooth round body around the axis of the cup, through points with a radius and a distance from its middle. */
    private static Model.Surface lathe(int side, double[][] profile) {
        return (u, v) -> {
            double place = Math.max(0, Math.min(1, u)) * (profile.length - 1);
            int i = (int) Math.min(profile.length - 2.0, place);
            double t = place - i;
            double[] p = profile[Math.max(0, i - 1)];
            double[] q = profile[i];
            double[] r = profile[i + 1];
            double[] s = profile[Math.min(profile.length - 1, i + 2)];
            return onCup(side, spline(p[0], q[0], r[0], s[0], t), spline(p[1], q[1], r[1], s[1], t), v);
        };
    }

    private static double spline(double p, double q, double r, double s, double t) {
        return q + t * ((r - p) / 2 + t * (p - 2.5 * q + 2 * r - s / 2 + t * ((s - p) / 2 + 1.5 * (q - r))));
    }

    private static Model.Surface torus(int side, double radius, double out, double thick, double deep) {
        return (u, v) -> onCup(
                side,
                radius + thick * Model.power(Math.cos(2 * Math.PI * v), 0.8),
                out + deep * Model.power(Math.sin(2 * Math.PI * v), 0.8),
                u);
    }

    /** The cups are a little higher than wide, and lean in at the top. */
    private static double[] onCup(int side, double radius, double out, double turn) {
        double angle = 2 * Math.PI * turn;
        double up = radius * 1.2 * Math.cos(angle);
        return new double[] {side * (APART + out - 0.07 * up), BELOW + up, radius * 0.92 * Math.sin(angle)};
    }

    private static void yoke(Model model, int side) {
        double reach = 232;
        model.add(
                Model.sweep(t -> onCup(side, reach, 2, 0.25 - 0.5 * t), new double[] {1, 0, 0}, 15, 8, 0.7),
                200,
                48,
                Finish.POLISHED,
                COPPER);
        model.add(
                Model.sweep(
                        t -> {
                            double[] from = onCup(side, reach, 2, 0);
                            return new double[] {from[0] + side * 16 * t, from[1] + 190 * t, 0};
                        },
                        SIDEWAYS,
                        22,
                        8,
                        0.7),
                60,
                48,
                Finish.POLISHED,
                COPPER);
        for (int end : new int[] {-1, 1}) {
            double[] pivot = onCup(side, reach, 2, 0.25 * end);
            model.add(
                    (u, v) -> new double[] {
                        pivot[0] + 25 * Math.sin(Math.PI * u) * Math.cos(2 * Math.PI * v),
                        pivot[1] + 25 * Math.sin(Math.PI * u) * Math.sin(2 * Math.PI * v),
                        pivot[2] - end * 6 + 22 * Math.cos(Math.PI * u)
                    },
                    60,
                    90,
                    Finish.POLISHED,
                    COPPER);
        }
    }
}
