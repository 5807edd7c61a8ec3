package io.github.camelclaid.examples.folderdrop;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.Random;

/** A table lamp, lit: linen shade, brass neck, a foot of glazed stoneware. */
final class Lamp {

    private static final double AXIS = 500;
    private static final Color BRASS = new Color(226, 182, 104);
    private static final Color GLAZE = new Color(54, 84, 78);

    private Lamp() {}

    static BufferedImage paint() {
        Studio studio = new Studio(1000, 1500, new Color(243, 240, 235));
        studio.groundShadow(AXIS + 8, 1362, 184, 36);
        studio.haze(Curve.oval(AXIS, 1340, 330, 60), new Color(255, 214, 140, 50), 50);
        foot(studio);
        neck(studio);
        shade(studio);
        return studio.picture();
    }

    private static void foot(Studio studio) {
        Shape plinth = Curve.path("M 336 1332 L 336 1350 C 336 1384 664 1384 664 1350 L 664 1332 Z");
        studio.part(plinth).turned(AXIS, y -> 164).finish(Finish.POLISHED).paint(BRASS);
        Shape top = Curve.oval(AXIS, 1332, 164, 25);
        studio.part(top).round(3, 0.6).finish(Finish.POLISHED).paint(BRASS);
        studio.haze(Curve.oval(AXIS + 14, 1338, 134, 18), new Color(50, 30, 8, 170), 9, top);
        Shape belly = Curve.path("M 452 770 C 450 860 332 930 318 1060"
                + " C 308 1160 350 1260 384 1318 C 388 1330 394 1336 404 1338"
                + " C 440 1350 560 1350 596 1338 C 606 1336 612 1330 616 1318"
                + " C 650 1260 692 1160 682 1060 C 668 930 550 860 548 770 Z");
        studio.part(belly)
                .turned(AXIS)
                .texture((x, y) -> 0.2 * Math.sin(y * 0.16) + 0.12 * Math.sin(y * 0.05 + x * 0.01))
                .finish(Finish.GLOSSY)
                .pattern(g -> {
                    g.setPaint(new LinearGradientPaint(0, 770, 0, 1340, new float[] {0, 0.3f, 0.75f, 1}, new Color[] {
                        new Color(120, 160, 142, 235),
                        new Color(70, 110, 100, 120),
                        new Color(40, 66, 66, 60),
                        new Color(24, 44, 48, 200)
                    }));
                    g.fill(belly);
                    Random random = new Random(3);
                    for (int i = 0; i < 900; i++) {
                        double size = 0.6 + 1.6 * Math.pow(random.nextDouble(), 3);
                        g.setColor(new Color(220, 230, 210, 20 + random.nextInt(60)));
                        g.fill(Curve.oval(
                                300 + 400 * random.nextDouble(), 780 + 560 * random.nextDouble(), size, size * 1.5));
                    }
                })
                .paint(GLAZE);
        studio.haze(Curve.box(360, 1312, 640, 1350, 10), new Color(10, 16, 16, 120), 12, belly);
        studio.haze(Curve.box(380, 740, 620, 800, 10), new Color(255, 200, 110, 110), 30, belly);
    }

    private static void neck(Studio studio) {
        Shape rod = Curve.box(486, 690, 514, 752, 2);
        studio.part(rod).turned(AXIS).finish(Finish.POLISHED).paint(BRASS);
        Shape collar =
                Curve.path("M 468 744 C 462 746 462 754 466 758 C 452 760 444 764 444 772 C 444 780 452 782 460 782"
                        + " L 540 782 C 548 782 556 780 556 772 C 556 764 548 760 534 758 C 538 754 538 746 532 744 Z");
        studio.part(collar).turned(AXIS).finish(Finish.POLISHED).paint(BRASS);
    }

    private static void shade(Studio studio) {
        Shape inner = Curve.oval(AXIS, 690, 318, 34);
        studio.inside(inner, g -> {
            g.setPaint(new RadialGradientPaint(500, 690, 320, new float[] {0, 0.5f, 1}, new Color[] {
                new Color(255, 246, 214), new Color(255, 220, 150), new Color(206, 150, 88)
            }));
            g.fill(inner);
        });
        Shape cloth = Curve.path("M 310 196 C 380 216 620 216 690 196 L 818 690 C 760 738 240 738 182 690 Z");
        Shape top = Curve.oval(AXIS, 196, 190, 17);
        Random random = new Random(11);
        double[] warp = random.doubles(4000, -1, 1).toArray();
        studio.part(cloth)
                .turned(AXIS, y -> 190 + (y - 196) * 0.262)
                .texture((x, y) -> 0.16 * warp[Math.floorMod(y * 31 + (x + 7 * y) / 60, 4000)]
                        + 0.13 * warp[Math.floorMod((int) (1000 + (x - AXIS) * 420 / (190 + (y - 196) * 0.262)), 4000)])
                .finish(Finish.MATTE)
                .paint(new Color(238, 222, 196));
        studio.inside(cloth, g -> {
            g.setPaint(new RadialGradientPaint(500, 500, 400, new float[] {0, 0.4f, 0.75f, 1}, new Color[] {
                new Color(255, 243, 206, 190),
                new Color(255, 226, 164, 165),
                new Color(250, 196, 122, 100),
                new Color(226, 160, 96, 50)
            }));
            g.fill(cloth);
        });
        Shape hem = Curve.band(12, Curve.path("M 184 686 C 244 732 756 732 816 686"));
        studio.haze(Curve.moved(hem, 0, -6), new Color(120, 70, 30, 80), 5, cloth);
        studio.part(Curve.common(hem, cloth))
                .turned(AXIS, y -> 320)
                .round(4, 0.6)
                .finish(Finish.MATTE)
                .paint(new Color(226, 196, 150));
        studio.part(top).finish(Finish.MATTE).paint(new Color(255, 232, 186));
        studio.haze(Curve.oval(AXIS, 196, 110, 8), new Color(255, 252, 236, 255), 10, top);
        studio.part(Curve.band(7, Curve.oval(AXIS, 197, 188, 16)))
                .round(3)
                .finish(Finish.MATTE)
                .paint(new Color(226, 200, 160));
        studio.part(Curve.box(496, 160, 504, 196, 2))
                .turned(AXIS)
                .finish(Finish.POLISHED)
                .paint(BRASS);
        studio.part(Curve.circle(AXIS, 150, 15))
                .round(15)
                .finish(Finish.POLISHED)
                .paint(BRASS);
    }
}
