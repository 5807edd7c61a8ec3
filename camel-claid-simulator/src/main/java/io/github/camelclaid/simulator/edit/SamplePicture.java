package io.github.camelclaid.simulator.edit;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A picture for those who have none at hand: a mug before a plain backdrop, drawn by code. */
public final class SamplePicture {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;
    private static final int LEFT = 380;
    private static final int TOP = 230;
    private static final int MUG_WIDTH = 360;
    private static final int MUG_HEIGHT = 440;
    /** Of the ellipses at both ends. */
    private static final int DEPTH = 90;

    private SamplePicture() {}

    /** The picture as a JPEG, 1200 by 900 pixels. */
    public static byte[] jpeg() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0xf4f4f2));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        handle(graphics);
        body(graphics);
        coffee(graphics);
        graphics.dispose();
        return written(image);
    }

    private static void handle(Graphics2D graphics) {
        graphics.setStroke(new BasicStroke(46));
        graphics.setPaint(new GradientPaint(700, 0, new Color(0x1d5c63), 880, 0, new Color(0x2f8f98)));
        graphics.draw(new Ellipse2D.Double(LEFT + MUG_WIDTH - 90, TOP + 90, 210, 250));
    }

    private static void body(Graphics2D graphics) {
        Path2D body = new Path2D.Double();
        body.append(new Ellipse2D.Double(LEFT, TOP + MUG_HEIGHT - DEPTH / 2.0, MUG_WIDTH, DEPTH), false);
        body.append(new Rectangle(LEFT, TOP, MUG_WIDTH, MUG_HEIGHT), false);
        body.setWindingRule(Path2D.WIND_NON_ZERO);
        graphics.setPaint(
                new LinearGradientPaint(LEFT, 0, LEFT + MUG_WIDTH, 0, new float[] {0, 0.3f, 0.75f, 1}, new Color[] {
                    new Color(0x1d5c63), new Color(0x4fb3bf), new Color(0x26757d), new Color(0x123f44)
                }));
        graphics.fill(body);
    }

    private static void coffee(Graphics2D graphics) {
        graphics.setColor(new Color(0x2a7f88));
        graphics.fill(new Ellipse2D.Double(LEFT, TOP - DEPTH / 2.0, MUG_WIDTH, DEPTH));
        graphics.setPaint(
                new RadialGradientPaint(LEFT + MUG_WIDTH / 2f, TOP, MUG_WIDTH / 2f, new float[] {0, 1}, new Color[] {
                    new Color(0x6f4324), new Color(0x2b1709)
                }));
        graphics.fill(new Ellipse2D.Double(LEFT + 16, TOP - DEPTH / 2.0 + 12, MUG_WIDTH - 32, DEPTH - 22));
    }

    private static byte[] written(BufferedImage image) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "jpeg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
