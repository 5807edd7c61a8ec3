package io.github.camelclaid.examples.folderdrop;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** A bottle of perfume without a backdrop: thick glass, rose water, a golden collar, a black cap. */
final class Perfume {

    private static final double AXIS = 450;
    private static final Color GOLD = new Color(232, 190, 122);

    private Perfume() {}

    static BufferedImage paint() {
        Studio studio = new Studio(900, 1200);
        studio.haze(Curve.oval(AXIS, 1088, 270, 34), new Color(80, 30, 40, 70), 24);
        studio.haze(Curve.oval(AXIS, 1090, 262, 12), new Color(60, 20, 30, 120), 8);
        glass(studio);
        label(studio);
        cap(studio);
        return studio.picture();
    }

    private static void glass(Studio studio) {
        Shape bottle = Curve.path("M 260 486 C 300 452 380 452 400 440 L 500 440 C 520 452 600 452 640 486"
                + " C 676 516 690 560 690 610 L 690 1040 C 690 1076 676 1092 640 1092 L 260 1092"
                + " C 224 1092 210 1076 210 1040 L 210 610 C 210 560 224 516 260 486 Z");
        studio.part(bottle).round(46).finish(Finish.LACQUER).opacity(0.62).paint(new Color(232, 214, 216));
        Shape hollow = Curve.path("M 286 520 C 330 488 414 490 418 440 L 482 440 C 486 490 570 488 614 520"
                + " C 642 544 654 580 654 620 L 654 990 C 654 1024 640 1036 606 1036 L 294 1036"
                + " C 260 1036 246 1024 246 990 L 246 620 C 246 580 258 544 286 520 Z");
        studio.rim(hollow, new Color(120, 60, 80, 150), 12);
        studio.haze(Curve.rope(2, hollow), new Color(255, 255, 255, 190), 1.2);
        studio.haze(Curve.oval(AXIS, 560, 150, 30), new Color(255, 255, 255, 90), 26, hollow);
        Shape liquid = Curve.path("M 246 640 R 450 652 654 640 L 654 990 C 654 1024 640 1036 606 1036 L 294 1036"
                + " C 260 1036 246 1024 246 990 Z");
        studio.inside(liquid, g -> {
            g.setPaint(
                    new LinearGradientPaint(246, 0, 654, 0, new float[] {0, 0.1f, 0.35f, 0.7f, 0.92f, 1}, new Color[] {
                        new Color(150, 52, 70, 235), new Color(214, 112, 120, 225), new Color(246, 176, 168, 215),
                        new Color(240, 158, 154, 218), new Color(206, 98, 110, 228), new Color(150, 50, 70, 235)
                    }));
            g.fill(liquid);
            g.setPaint(new LinearGradientPaint(0, 640, 0, 1036, new float[] {0, 0.5f, 1}, new Color[] {
                new Color(255, 220, 200, 90), new Color(255, 200, 180, 0), new Color(120, 20, 50, 120)
            }));
            g.fill(liquid);
        });
        studio.rim(liquid, new Color(120, 24, 48, 150), 14);
        studio.haze(Curve.oval(AXIS, 1010, 150, 16), new Color(255, 214, 196, 170), 16, liquid);
        Shape surface = Curve.oval(AXIS, 643, 204, 9);
        studio.haze(surface, new Color(255, 226, 214, 190), 2.5, Curve.box(246, 600, 654, 700, 6));
        studio.haze(Curve.box(248, 650, 652, 654, 2), new Color(140, 30, 50, 110), 2);

        Shape tube = Curve.box(445, 440, 455, 1016, 5);
        studio.haze(tube, new Color(255, 255, 255, 60), 1);
        studio.haze(Curve.box(443, 440, 446, 1016, 1), new Color(110, 30, 50, 70), 1);

        studio.haze(Curve.oval(221, 830, 4, 250), new Color(120, 50, 70, 120), 3, bottle);
        studio.haze(Curve.oval(678, 830, 5, 250), new Color(120, 50, 70, 150), 3, bottle);
        studio.haze(
                Curve.path("M 262 660 L 330 660 L 300 1000 L 262 1020 Z"), new Color(255, 236, 228, 60), 14, liquid);
        base(studio, bottle);
        studio.haze(
                Curve.path("M 240 640 C 240 560 250 530 290 506 L 306 520 C 274 540 264 570 264 640 L 262 1010"
                        + " C 262 1040 250 1050 240 1020 Z"),
                new Color(255, 255, 255, 210),
                5,
                bottle);
        studio.haze(Curve.box(286, 560, 304, 1030, 9), new Color(255, 255, 255, 70), 5, bottle);
        studio.haze(Curve.box(652, 590, 664, 1030, 6), new Color(255, 255, 255, 150), 4, bottle);
        studio.rim(bottle, new Color(110, 50, 64, 170), 3);
    }

    private static void base(Studio studio, Shape bottle) {
        studio.haze(Curve.box(232, 1046, 668, 1058, 6), new Color(255, 255, 255, 170), 5, bottle);
        studio.haze(Curve.box(240, 1066, 660, 1082, 6), new Color(150, 60, 78, 110), 7, bottle);
        studio.haze(Curve.box(330, 1074, 470, 1084, 5), new Color(255, 255, 255, 190), 4, bottle);
    }

    private static void label(Studio studio) {
        Shape label = Curve.box(318, 722, 582, 932, 4);
        studio.haze(Curve.moved(label, 4, 8), new Color(90, 10, 30, 110), 8);
        studio.part(label).round(3, 0.4).finish(Finish.MATTE).paint(new Color(250, 243, 234));
        Graphics2D g = studio.brush();
        g.setColor(new Color(190, 144, 80));
        g.setStroke(new BasicStroke(2));
        g.draw(Curve.box(330, 734, 570, 920, 2));
        g.setColor(new Color(60, 36, 40));
        g.setStroke(new BasicStroke(5, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(Curve.oval(378, 816, 21, 24));
        g.draw(Curve.path("M 420 790 L 420 838 L 450 838"));
        g.draw(Curve.path("M 498 792.5 L 470 792.5 L 470 837.5 L 498 837.5 M 470 815 L 494 815"));
        g.draw(Curve.path("M 511 840 L 530 793 L 549 840 M 518 824 L 542 824"));
        g.setColor(new Color(190, 144, 80));
        g.fill(Curve.path("M 450 868 L 457 878 L 450 888 L 443 878 Z"));
        g.setStroke(new BasicStroke(1.6f));
        g.draw(Curve.path("M 376 878 L 430 878 M 470 878 L 524 878"));
        g.dispose();
    }

    private static void cap(Studio studio) {
        Shape collar = Curve.box(386, 388, 514, 452, 6);
        studio.part(collar)
                .turned(AXIS, y -> 66)
                .round(5)
                .finish(Finish.POLISHED)
                .paint(GOLD);
        studio.haze(Curve.box(386, 412, 514, 416, 1), new Color(90, 50, 10, 150), 1.5, collar);
        studio.haze(Curve.box(386, 417, 514, 419, 1), new Color(255, 240, 200, 190), 1, collar);
        Shape cap = Curve.box(344, 150, 556, 396, 20);
        studio.part(cap)
                .turned(AXIS, y -> 108)
                .round(14, 0.5)
                .finish(Finish.LACQUER)
                .paint(new Color(34, 28, 32));
        Shape band = Curve.box(344, 366, 556, 380, 1);
        studio.part(band).turned(AXIS, y -> 107).finish(Finish.POLISHED).paint(GOLD);
        studio.haze(Curve.box(386, 386, 514, 402, 2), new Color(40, 16, 6, 190), 6, collar);
    }
}
