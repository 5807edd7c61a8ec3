package io.github.camelclaid.examples.folderdrop;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** A retro running shoe from its outer side: pale mesh and leather, blue suede, orange accents, a gum sole. */
final class Sneaker {

    private static final Color LEATHER = new Color(244, 240, 232);
    private static final Color MESH = new Color(222, 224, 226);
    private static final Color SUEDE = new Color(40, 74, 134);
    private static final Color ORANGE = new Color(240, 116, 48);
    private static final Color GUM = new Color(186, 130, 80);
    private static final Color BLUE_THREAD = new Color(132, 168, 224);
    private static final Color SHADE = new Color(20, 22, 40, 130);

    private static final double[] NOISE = new Random(5).doubles(1 << 16, -1, 1).toArray();

    private static final Shape UPPER = Curve.path("M 268 812 R 246 740 252 650 272 560 280 490 274 424"
            + " 296 390 344 392 384 424 430 474 516 508 604 492 656 440 692 376 L 700 372"
            + " R 762 418 850 496 950 562 1050 606 1140 630 1226 646 1302 674 1358 720 1384 790 L 1370 812 Z");
    private static final Shape TONGUE = Curve.path("M 610 560 C 640 450 654 350 692 300 C 708 278 766 282 786 312"
            + " R 812 376 872 466 966 542 1036 586 1096 620 L 1010 670 L 760 600 Z");

    private Sneaker() {}

    static BufferedImage paint() {
        Studio studio = new Studio(1600, 1200, new Color(243, 243, 244));
        studio.groundShadow(806, 902, 560, 42);
        inside(studio);
        upper(studio);
        laces(studio);
        sole(studio);
        return studio.picture();
    }

    private static double grain(int x, int y) {
        int mixed = x * 0x9e3779b1 ^ y * 0x85ebca6b;
        return NOISE[(mixed ^ mixed >>> 15) & 0xffff];
    }

    private static double suede(int x, int y) {
        return 0.2 * grain(x, y) + 0.3 * grain(x / 2, y / 2);
    }

    private static double leather(int x, int y) {
        return 0.05 * grain(x / 2, y / 2);
    }

    private static double weave(int x, int y) {
        return 0.42 * Math.sin(x * 0.7) * Math.sin(y * 0.7) + 0.06 * grain(x, y);
    }

    private static double braid(int x, int y) {
        return 0.3 * Math.sin((x + y) * 0.8) + 0.3 * Math.sin((x - y) * 0.8);
    }

    /** What is seen of the inside: the far collar and the tongue. */
    private static void inside(Studio studio) {
        Shape lining = Curve.path("M 316 404 C 400 446 560 446 690 366 L 690 560 L 400 560 Z");
        studio.part(lining)
                .round(24, 0.8)
                .texture(Sneaker::suede)
                .finish(Finish.MATTE)
                .paint(Studio.mix(SUEDE, Color.BLACK, 0.25));
        studio.haze(
                Curve.path("M 300 470 R 400 480 520 486 700 430 L 690 600 L 300 600 Z"),
                new Color(6, 8, 20, 220),
                20,
                lining);
        studio.haze(Curve.box(610, 340, 700, 600, 20), new Color(6, 8, 20, 130), 24, lining);
        Shape loop = Curve.rope(15, Curve.path("M 296 402 C 240 396 228 470 276 486"));
        studio.part(loop).round(7).texture(Sneaker::weave).finish(Finish.MATTE).paint(ORANGE);
        studio.part(TONGUE)
                .round(40, 0.8)
                .texture(Sneaker::weave)
                .finish(Finish.MATTE)
                .paint(MESH);
        Shape patch = Curve.turned(Curve.box(688, 322, 758, 378, 9), -8, 723, 350);
        studio.haze(Curve.moved(patch, 1, 3), SHADE, 3, TONGUE);
        studio.part(patch)
                .on(TONGUE, 40, 0.8)
                .round(4, 0.5)
                .finish(Finish.SATIN)
                .paint(ORANGE);
        studio.stitches(Curve.turned(Curve.box(695, 329, 751, 371, 6), -8, 723, 350), new Color(255, 226, 200), 6, 1.8);
        studio.rim(TONGUE, new Color(30, 34, 50, 110), 10);
    }

    private static void upper(Studio studio) {
        studio.haze(Curve.moved(UPPER, -3, -8), new Color(8, 12, 30, 120), 9, TONGUE);
        studio.part(UPPER)
                .round(150, 0.7)
                .texture(Sneaker::weave)
                .finish(Finish.MATTE)
                .paint(MESH);

        Shape toe = Curve.path("M 1128 560 R 1120 640 1076 720 1000 850 L 1500 850 L 1500 560 Z");
        panel(studio, toe, LEATHER, Finish.SATIN, Sneaker::leather);
        perforation(studio);
        Shape band = Curve.path("M 740 540 C 730 650 690 740 620 850 L 742 850 C 804 760 842 690 852 610 Z");
        panel(studio, band, SUEDE, Finish.MATTE, Sneaker::suede);
        seam(studio, band, BLUE_THREAD);
        Shape stripe = Curve.path("M 878 620 C 866 690 826 770 772 850 L 816 850 C 864 776 900 716 914 640 Z");
        panel(studio, stripe, ORANGE, Finish.SATIN, Sneaker::leather);
        Shape counter = Curve.path("M 200 574 R 300 580 384 616 440 684 492 750 566 790 L 620 860 L 200 880 Z");
        Shape trim = Curve.moved(counter, 12, -13);
        panel(studio, trim, ORANGE, Finish.SATIN, Sneaker::leather);
        panel(studio, counter, SUEDE, Finish.MATTE, Sneaker::suede);
        seam(studio, counter, BLUE_THREAD);
        Shape guard =
                Curve.path("M 940 880 R 1010 800 1084 752 1172 728 1262 716 1336 690 1400 640 L 1500 640 L 1500 900 Z");
        panel(studio, guard, SUEDE, Finish.MATTE, Sneaker::suede);
        seam(studio, guard, BLUE_THREAD);

        Shape edge = Curve.path("M 326 384 R 372 410 430 474 516 508 604 492 656 440 700 360");
        Shape collar = Curve.common(Curve.rope(58, Curve.moved(edge, -2, 14)), UPPER);
        studio.haze(Curve.moved(collar, 0, 7), SHADE, 7, UPPER);
        studio.part(collar)
                .round(28, 0.85)
                .texture(Sneaker::suede)
                .finish(Finish.MATTE)
                .paint(SUEDE);
        Shape tab = Curve.path("M 240 380 L 350 380 R 376 420 372 490 348 552 L 326 580 L 220 590 Z");
        panel(studio, tab, LEATHER, Finish.SATIN, Sneaker::leather);
        seam(studio, tab, ORANGE);
        Shape stay = Curve.path("M 700 350 L 800 430 L 1160 610 R 1150 672 1090 708 1010 706 920 676"
                + " 820 624 740 574 684 534 660 490 668 430 700 350 Z");
        panel(studio, stay, LEATHER, Finish.SATIN, Sneaker::leather);
        seam(studio, stay, new Color(200, 192, 178));
        studio.inside(UPPER, g -> {
            g.setPaint(new GradientPaint(0, 600, new Color(20, 22, 50, 0), 0, 800, new Color(20, 22, 50, 70)));
            g.fill(UPPER);
        });
        studio.rim(UPPER, new Color(20, 22, 40, 110), 20);
        studio.haze(
                Curve.path("M 1180 676 R 1250 680 1300 700 1330 730 1290 712 1240 700 1180 692 Z"),
                new Color(255, 255, 255, 150),
                9,
                UPPER);
        studio.haze(
                Curve.path("M 300 600 R 292 650 288 700 292 740 L 312 740 R 310 690 314 650 322 606 Z"),
                new Color(180, 205, 255, 80),
                12,
                UPPER);
    }

    /** A panel sewn onto the upper. */
    private static void panel(Studio studio, Shape panel, Color colour, Finish finish, Part.Texture texture) {
        Shape cut = Curve.common(panel, UPPER);
        studio.haze(Curve.moved(cut, 1, 4), SHADE, 5, UPPER);
        studio.part(cut)
                .on(UPPER, 150, 0.7)
                .round(7, 0.5)
                .texture(texture)
                .finish(finish)
                .paint(colour);
    }

    /** Stitches a little inside the edge of a panel, where it is not the edge of the shoe. */
    private static void seam(Studio studio, Shape panel, Color thread) {
        Studio sewing = new Studio(studio.picture().getWidth(), studio.picture().getHeight());
        sewing.stitches(Curve.minus(panel, Curve.rope(24, panel)), thread, 8, 2.3);
        Shape safe = Curve.minus(UPPER, Curve.rope(30, UPPER));
        studio.inside(safe, g -> g.drawImage(sewing.picture(), 0, 0, null));
    }

    private static void perforation(Studio studio) {
        Graphics2D g = studio.brush();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 7 - row; column++) {
                double x = 1176 + column * 23 + row * 11.5 - 10;
                double y = 664 + row * 15 + column * (2.0 + column * 0.5);
                g.setColor(new Color(255, 255, 255, 190));
                g.fill(Curve.oval(x + 0.6, y + 1.6, 4, 3.4));
                g.setColor(new Color(70, 70, 84));
                g.fill(Curve.oval(x, y, 3.6, 3));
            }
        }
        g.dispose();
    }

    private static void laces(Studio studio) {
        double[][] eyelets = {{690, 440}, {744, 488}, {804, 534}, {868, 574}, {938, 610}, {1010, 640}, {1080, 660}};
        for (double[] eyelet : eyelets) {
            studio.part(Curve.circle(eyelet[0], eyelet[1], 13))
                    .round(6)
                    .finish(Finish.POLISHED)
                    .paint(new Color(228, 228, 230));
            studio.haze(Curve.circle(eyelet[0], eyelet[1], 9), new Color(24, 24, 34, 230), 1.2);
        }
        Shape top = Curve.union(UPPER, TONGUE);
        for (int i = eyelets.length - 1; i > 0; i--) {
            double x = eyelets[i][0];
            double y = eyelets[i][1];
            double reach = i == eyelets.length - 1 ? 0.62 : 1;
            Path2D path = Curve.path("M " + x + " " + y + " Q " + (x + 4 * reach) + " " + (y - 38 * reach) + " "
                    + (x + 34 * reach) + " " + (y - 68 * reach));
            lace(studio, Curve.rope(23, path), top);
        }
        Path2D[] bow = {
            Curve.path("M 690 440 C 706 410 730 396 768 398"),
            Curve.path("M 764 402 C 700 352 600 392 604 452 C 608 496 690 470 762 408"),
            Curve.path("M 770 400 C 800 340 884 340 912 398 C 926 452 846 446 772 408"),
            Curve.path("M 762 404 C 730 450 716 496 712 560"),
            Curve.path("M 772 404 C 806 430 838 480 842 536")
        };
        for (Path2D path : bow) {
            lace(studio, Curve.rope(18, path), top);
        }
        for (double[] tip : new double[][] {{712, 560}, {842, 536}}) {
            Shape aglet = Curve.line(15, tip[0], tip[1] - 4, tip[0], tip[1] + 18);
            studio.part(aglet).round(7).finish(Finish.GLOSSY).paint(ORANGE);
        }
        Shape knot = Curve.turned(Curve.box(746, 384, 788, 422, 15), 24, 767, 403);
        studio.haze(Curve.moved(knot, 2, 5), SHADE, 4);
        studio.part(knot).round(15).texture(Sneaker::braid).finish(Finish.MATTE).paint(LEATHER);
    }

    private static void lace(Studio studio, Shape lace, Shape below) {
        studio.haze(Curve.moved(lace, 3, 8), new Color(24, 26, 44, 150), 6, below);
        studio.part(lace)
                .round(9, 0.8)
                .texture(Sneaker::braid)
                .finish(Finish.MATTE)
                .paint(LEATHER);
    }

    private static void sole(Studio studio) {
        Shape outsole = Curve.path("M 254 826 R 262 874 286 900 318 906 L 1090 906 R 1220 902 1320 882 1388 826"
                + " 1394 800 L 1300 810 L 260 810 Z");
        studio.part(outsole)
                .round(18, 0.8)
                .texture(Sneaker::leather)
                .finish(Finish.SATIN)
                .paint(GUM);
        tread(studio);
        Shape midsole = Curve.path("M 246 744 R 228 796 240 850 266 872 L 480 880 R 700 874 900 872 1100 874"
                + " 1230 866 1340 842 1396 794 1410 760 1396 730 1376 730 1300 760 1180 782 1000 792 800 790 600 780"
                + " 420 760 246 744 Z");
        studio.haze(Curve.moved(midsole, 0, -9), new Color(12, 14, 30, 180), 9, UPPER);
        studio.haze(Curve.moved(midsole, 0, 6), new Color(50, 24, 4, 190), 4, outsole);
        studio.part(midsole)
                .round(44, 0.75)
                .texture(Sneaker::leather)
                .finish(Finish.SATIN)
                .paint(LEATHER);
        Shape wedge = Curve.path("M 200 800 R 300 800 440 826 600 862 720 876 L 720 920 L 200 920 Z");
        Shape cut = Curve.common(midsole, wedge);
        studio.haze(Curve.moved(cut, 1, -3), new Color(60, 40, 40, 130), 3, midsole);
        studio.part(cut)
                .on(midsole, 44, 0.75)
                .round(6, 0.5)
                .finish(Finish.SATIN)
                .paint(ORANGE);
        Path2D groove = Curve.path("M 240 786 R 420 792 620 822 800 834 1000 834 1200 824 1330 798 1404 756");
        studio.haze(Curve.rope(5, groove), new Color(70, 62, 60, 190), 1.8, midsole);
        studio.haze(Curve.rope(3, Curve.moved(groove, 0, 5)), new Color(255, 255, 255, 230), 1.3, midsole);
        for (int i = 0; i < 9; i++) {
            double x = 880 + 26 * i;
            Shape slit = Curve.line(5, x, 850 - 0.15 * i * i, x + 10, 862 - 0.15 * i * i);
            studio.haze(Curve.moved(slit, 1, 2), Color.WHITE, 1, midsole);
            studio.haze(slit, new Color(96, 88, 90, 200), 0.9, midsole);
        }
        Path2D ridge = Curve.path("M 262 760 R 420 776 600 796 800 806 1000 808 1180 798 1300 776 1388 742");
        studio.haze(Curve.rope(7, ridge), new Color(255, 255, 255, 190), 4, midsole);
        studio.rim(midsole, new Color(40, 36, 50, 90), 7);
    }

    private static void tread(Studio studio) {
        Graphics2D g = studio.brush();
        for (int x = 318; x < 1340; x += 26) {
            double lift = x < 1090 ? 0 : Math.pow((x - 1090) / 300.0, 2) * 56;
            g.setColor(new Color(58, 32, 12, 210));
            g.fill(Curve.path("M " + x + " " + (909 - lift) + " L " + (x + 3) + " " + (893 - lift) + " L " + (x + 9)
                    + " " + (893 - lift) + " L " + (x + 12) + " " + (909 - lift) + " Z"));
        }
        g.dispose();
    }
}
