package io.github.camelclaid.examples.folderdrop;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** A child's wristwatch, lying flat, seen from above. */
final class Watch {

    private static final double X = 350;
    private static final double Y = 350;
    private static final Color STRAP = new Color(240, 104, 84);
    private static final Color NAVY = new Color(38, 58, 104);
    private static final Color[] HOURS = {
        new Color(240, 104, 84), new Color(250, 184, 60), new Color(64, 178, 158), new Color(74, 134, 214)
    };

    private Watch() {}

    static BufferedImage paint() {
        Studio studio = new Studio(700, 700, new Color(243, 244, 243));
        strap(studio);
        watchCase(studio);
        dial(studio);
        hands(studio);
        glass(studio);
        return studio.picture();
    }

    private static void strap(Studio studio) {
        Shape upper = Curve.path("M 262 262 C 268 190 284 150 288 96 L 288 84 C 288 66 298 56 314 56 L 386 56"
                + " C 402 56 412 66 412 84 L 412 96 C 416 150 432 190 438 262 Z");
        Shape lower = Curve.path("M 262 438 C 268 510 284 545 288 590 L 288 596 C 290 640 318 672 350 672"
                + " C 382 672 410 640 412 596 L 412 590 C 416 545 432 510 438 438 Z");
        Shape buckle = Curve.minus(Curve.box(270, 24, 430, 92, 22), Curve.box(290, 42, 410, 76, 10));
        Shape silhouette = Curve.union(upper, lower, buckle, Curve.circle(X, Y, 156));
        studio.haze(Curve.moved(silhouette, 16, 22), new Color(40, 40, 55, 70), 20);
        studio.haze(Curve.moved(silhouette, 5, 7), new Color(40, 40, 55, 80), 6);

        studio.part(buckle).round(9).finish(Finish.POLISHED).paint(new Color(226, 228, 232));
        studio.part(Curve.line(9, 350, 88, 350, 34))
                .round(5)
                .finish(Finish.POLISHED)
                .paint(new Color(226, 228, 232));
        studio.haze(Curve.box(300, 76, 402, 90, 4), new Color(0, 0, 0, 90), 5, buckle);
        studio.part(upper).round(16, 0.7).finish(Finish.SATIN).paint(STRAP);
        studio.part(lower).round(16, 0.7).finish(Finish.SATIN).paint(STRAP);
        Shape keeper = Curve.box(278, 112, 422, 138, 9);
        studio.haze(Curve.moved(keeper, 2, 6), new Color(90, 10, 10, 130), 5, upper);
        studio.part(keeper).round(9, 0.8).finish(Finish.SATIN).paint(Studio.mix(STRAP, Color.BLACK, 0.06));

        for (int i = 0; i < 5; i++) {
            double y = 514 + 27 * i;
            Shape hole = Curve.oval(X, y, 6.5, 6.5);
            studio.haze(Curve.circle(X, y + 1.2, 7.6), new Color(255, 190, 170, 190), 1.2, lower);
            studio.part(hole).finish(Finish.MATTE).paint(new Color(120, 38, 34));
            studio.haze(Curve.moved(hole, 1.5, 4), new Color(210, 190, 190, 200), 1.5, hole);
        }
        studio.haze(Curve.circle(X + 4, Y + 8, 166), new Color(80, 10, 15, 120), 10, Curve.union(upper, lower));
    }

    private static void watchCase(Studio studio) {
        Shape crown = Curve.box(492, 332, 524, 368, 8);
        studio.part(crown)
                .round(9)
                .texture((x, y) -> x > 504 ? 0.7 * Math.sin(y * 1.25) : 0)
                .finish(Finish.POLISHED)
                .paint(new Color(226, 228, 232));
        studio.part(Curve.circle(X, Y, 156))
                .round(22, 0.9)
                .finish(Finish.POLISHED)
                .paint(new Color(228, 230, 234));
        Shape bezel = Curve.ring(X, Y, 147, 122);
        studio.haze(Curve.ring(X, Y, 149, 120), new Color(10, 16, 40, 150), 2);
        studio.part(bezel).round(11, 0.75).finish(Finish.GLOSSY).paint(NAVY);
        Graphics2D g = studio.brush();
        for (int minute = 0; minute < 60; minute += 5) {
            g.setColor(minute == 0 ? HOURS[1] : new Color(240, 240, 235, 210));
            g.fill(Curve.turned(Curve.circle(X, Y - 134.5, minute == 0 ? 5 : 3), minute * 6, X, Y));
        }
        g.dispose();
    }

    private static void dial(Studio studio) {
        Shape dial = Curve.circle(X, Y, 122);
        studio.part(dial).finish(Finish.MATTE).paint(new Color(252, 248, 238));
        studio.haze(Curve.circle(X, Y, 74), new Color(190, 224, 232, 150), 0.8);
        studio.haze(Curve.circle(X, Y, 72), new Color(214, 238, 242, 255), 0.8);
        Graphics2D g = studio.brush();
        for (int minute = 0; minute < 60; minute++) {
            if (minute % 5 != 0) {
                g.setColor(new Color(38, 58, 104, 150));
                g.fill(Curve.turned(Curve.line(1.6, X, Y - 116, X, Y - 111), minute * 6, X, Y));
            }
        }
        g.dispose();
        for (int hour = 0; hour < 12; hour++) {
            double angle = Math.toRadians(hour * 30);
            double x = X + 93 * Math.sin(angle);
            double y = Y - 93 * Math.cos(angle);
            if (hour % 3 == 0) {
                Shape numeral = Curve.rope(6.4, Curve.moved(numeral(hour), x, y));
                studio.haze(Curve.moved(numeral, 1, 1.6), new Color(38, 58, 104, 60), 1.4);
                studio.part(numeral).round(3, 0.5).finish(Finish.SATIN).paint(NAVY);
            } else {
                Shape dot = Curve.circle(x, y, 10.5);
                studio.haze(Curve.moved(dot, 1, 2), new Color(38, 58, 104, 90), 2);
                studio.part(dot).round(8, 0.7).finish(Finish.GLOSSY).paint(HOURS[hour % 4]);
            }
        }
        studio.rim(dial, new Color(20, 26, 50, 190), 5);
        studio.haze(Curve.ring(X - 3, Y - 5, 140, 122), new Color(20, 26, 50, 160), 6, dial);
    }

    /** The numeral at that hour, as a line around the origin. */
    private static Shape numeral(int hour) {
        return switch (hour) {
            case 0 -> Curve.path("M -15 -9 L -9 -14 L -9 14 M 0 -7 C 0 -17 17 -17 16.5 -5.5 C 16 2 4 8 0 14 L 17.5 14");
            case 3 ->
                Curve.path("M -8 -10 C -4 -17 9 -15 8 -6.5 C 7.5 -2 3 -1 -1 -1"
                        + " C 4 -1 9.5 1 9.5 6.5 C 9.5 16 -6 17 -9.5 9");
            case 6 -> six();
            default -> Curve.turned(six(), 180, 0, 0);
        };
    }

    private static Path2D six() {
        Path2D six = Curve.path("M 5 -14 C -3 -9 -9.5 -2 -9.5 5");
        six.append(Curve.circle(0, 5, 9.5), false);
        return six;
    }

    private static void hands(Studio studio) {
        Shape hour = Curve.turned(Curve.path("M 343 364 L 341 300 L 350 286 L 359 300 L 357 364 Z"), -58, X, Y);
        Shape minute = Curve.turned(Curve.path("M 344.5 368 L 344 268 L 350 252 L 356 268 L 355.5 368 Z"), 52, X, Y);
        Shape second = Curve.turned(
                Curve.union(Curve.line(2.6, X, Y + 34, X, Y - 104), Curve.circle(X, Y + 28, 5.5)), 168, X, Y);
        hand(studio, hour, NAVY, 4);
        hand(studio, minute, new Color(74, 134, 214), 5);
        hand(studio, second, STRAP, 6);
        Shape hub = Curve.circle(X, Y, 9);
        studio.haze(Curve.moved(hub, 2, 3), new Color(20, 26, 50, 130), 3);
        studio.part(hub).round(8, 0.8).finish(Finish.GLOSSY).paint(HOURS[1]);
    }

    private static void hand(Studio studio, Shape shape, Color colour, double height) {
        studio.haze(Curve.moved(shape, height, height * 1.4), new Color(20, 26, 50, 95), height * 0.7);
        studio.part(shape).round(4, 0.45).finish(Finish.GLOSSY).paint(colour);
    }

    private static void glass(Studio studio) {
        Area window = new Area(Curve.circle(X, Y, 116));
        Shape glare = Curve.minus(window, Curve.circle(X + 74, Y + 92, 196));
        studio.inside(glare, g -> {
            g.setPaint(
                    new GradientPaint(260, 240, new Color(255, 255, 255, 150), 350, 330, new Color(255, 255, 255, 14)));
            g.fill(glare);
        });
        studio.haze(
                Curve.minus(Curve.circle(X, Y, 114), Curve.circle(X - 9, Y - 11, 112)),
                new Color(255, 255, 255, 110),
                2.5,
                window);
    }
}
