package io.github.camelclaid.examples.folderdrop;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A hand-thrown mug of speckled clay, half dipped into glaze, full of coffee. */
final class Mug {

    private static final Color CLAY = new Color(206, 180, 150);
    private static final Color GLAZE = new Color(72, 132, 138);
    private static final double AXIS = 480;

    private Mug() {}

    static BufferedImage paint() {
        Studio studio = new Studio(1050, 1400, new Color(244, 242, 238));
        studio.groundShadow(AXIS + 8, 1078, 236, 70);
        studio.haze(Curve.oval(AXIS + 4, 1088, 206, 54), new Color(40, 34, 36, 170), 10);
        handle(studio);
        body(studio);
        mouth(studio);
        return studio.picture();
    }

    private static Shape outline() {
        return Curve.path("M 210 460 C 212 560 206 760 214 880 C 220 970 240 1040 268 1076"
                + " C 300 1118 400 1136 480 1136 C 560 1136 660 1118 692 1076 C 720 1040 740 970 746 880"
                + " C 754 760 748 560 750 460 Z");
    }

    private static void handle(Studio studio) {
        Shape handle = Curve.rope(58, Curve.path("M 715 580 C 800 556 905 580 912 690 C 918 800 850 880 715 912"));
        studio.part(handle)
                .round(30)
                .finish(Finish.GLOSSY)
                .pattern(Mug::speckle)
                .paint(GLAZE);
        studio.haze(Curve.box(690, 520, 764, 960, 30), new Color(10, 30, 34, 120), 14, handle);
    }

    private static void body(Studio studio) {
        Shape outline = outline();
        DoubleUnaryOperator radius = y -> {
            double low = Math.max(0, Math.min(1, (y - 790) / 286));
            double belly = (y - 720) / 280;
            return 271 - 5 * belly * belly - 62 * low * low * low;
        };
        Shape glazed = Curve.path("M 150 400 L 800 400 L 800 860 R 760 866 700 906 620 934 540 930 470 950 390 944"
                + " 310 908 250 884 150 830 Z");
        studio.part(outline)
                .turned(AXIS, radius)
                .bend(62)
                .texture(rings(0.35))
                .finish(Finish.MATTE)
                .pattern(Mug::speckle)
                .paint(CLAY);
        Shape coat = Curve.common(outline, glazed);
        studio.haze(Curve.moved(coat, 0, 7), new Color(70, 46, 26, 120), 5, outline);
        studio.part(coat)
                .turned(AXIS, radius)
                .bend(62)
                .round(9, 0.5)
                .texture(rings(0.12))
                .finish(Finish.GLOSSY)
                .pattern(g -> {
                    dip(g, glazed);
                    speckle(g);
                })
                .paint(GLAZE);
        studio.haze(
                Curve.path("M 220 1044 R 300 1096 480 1122 660 1096 740 1044 L 740 1200 L 220 1200 Z"),
                new Color(50, 34, 24, 150),
                20,
                outline);
    }

    private static Part.Texture rings(double depth) {
        return (x, y) -> {
            double across = Math.min(1, Math.abs(x - AXIS) / 275);
            double level = y - 62 * Math.sqrt(1 - across * across);
            return depth * (Math.sin(level * 0.19 + Math.sin(x * 0.004)) + 1.4 * Math.sin(level * 0.071 + 2));
        };
    }

    /** Glaze is thin and pale at its lower edge and pools darker above it. */
    private static void dip(Graphics2D g, Shape glazed) {
        for (int i = 0; i < 24; i++) {
            g.setColor(new Color(214, 226, 214, 12));
            g.fill(Curve.minus(new Rectangle(100, 380, 760, 640), Curve.moved(glazed, 0, -3 - 2.2 * i)));
        }
    }

    private static void speckle(Graphics2D g) {
        Random random = new Random(7);
        for (int i = 0; i < 2600; i++) {
            double x = 190 + random.nextDouble() * 760;
            double y = 420 + random.nextDouble() * 730;
            double size = 0.7 + 2.3 * Math.pow(random.nextDouble(), 4);
            g.setColor(new Color(46, 30, 22, 60 + random.nextInt(120)));
            g.fill(Curve.oval(x, y, size, size * (0.7 + 0.5 * random.nextDouble())));
        }
    }

    private static void mouth(Studio studio) {
        Shape rim = Curve.oval(AXIS, 460, 270, 76);
        Shape opening = Curve.oval(AXIS, 462, 250, 64);
        Shape coffee = Curve.common(Curve.oval(AXIS, 514, 246, 64), opening);
        studio.part(rim).round(11).finish(Finish.GLOSSY).paint(Studio.mix(GLAZE, CLAY, 0.42));
        studio.inside(opening, g -> {
            g.setPaint(new GradientPaint(230, 0, new Color(36, 74, 80), 720, 0, new Color(128, 178, 178)));
            g.fill(opening);
        });
        studio.rim(opening, new Color(10, 30, 34, 140), 8);
        studio.inside(coffee, g -> {
            g.setPaint(new RadialGradientPaint(500, 500, 260, new float[] {0, 0.75f, 1}, new Color[] {
                new Color(70, 38, 20), new Color(92, 54, 28), new Color(150, 100, 60)
            }));
            g.fill(coffee);
        });
        studio.rim(coffee, new Color(190, 140, 92, 150), 5);
        studio.haze(Curve.oval(AXIS - 110, 498, 96, 16), new Color(255, 240, 220, 110), 10, coffee);
        studio.haze(Curve.minus(opening, Curve.moved(opening, 14, 20)), new Color(8, 20, 24, 130), 12, opening);
        Area gleam = new Area(Curve.minus(Curve.oval(AXIS, 458, 264, 72), Curve.oval(AXIS + 6, 464, 258, 68)));
        studio.haze(gleam, new Color(255, 255, 255, 120), 2.5, rim);
    }
}
