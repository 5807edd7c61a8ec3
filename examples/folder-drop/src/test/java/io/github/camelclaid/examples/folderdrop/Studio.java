package io.github.camelclaid.examples.folderdrop;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.Consumer;

/** A picture being painted: backdrop, soft shadows, and {@linkplain Part parts} in the light of the studio. */
final class Studio {

    private final BufferedImage picture;

    /** A picture with nothing in it yet, not even a backdrop. */
    Studio(int width, int height) {
        picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    }

    /** A plain backdrop, a little darker towards the corners. */
    Studio(int width, int height, Color backdrop) {
        this(width, height);
        Graphics2D g = brush();
        Color corners = mix(backdrop, new Color(120, 120, 130), 0.06);
        g.setPaint(new RadialGradientPaint(
                width * 0.46f, height * 0.45f, Math.max(width, height) * 0.8f, new float[] {0.25f, 1}, new Color[] {
                    backdrop, corners
                }));
        g.fillRect(0, 0, width, height);
        g.dispose();
    }

    BufferedImage picture() {
        return picture;
    }

    Part part(Shape shape) {
        return new Part(this, shape);
    }

    /** A brush for flat paint; the caller disposes of it. */
    Graphics2D brush() {
        return brush(picture);
    }

    private static Graphics2D brush(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        return g;
    }

    /** Flat paint that stays inside a shape, with a smooth edge. */
    void inside(Shape shape, Consumer<Graphics2D> painting) {
        BufferedImage layer = layer(painting);
        Graphics2D g = brush(layer);
        BufferedImage stencil = layer(s -> s.fill(shape));
        g.setComposite(AlphaComposite.DstIn);
        g.drawImage(stencil, 0, 0, null);
        g.dispose();
        Graphics2D onto = brush();
        onto.drawImage(layer, 0, 0, null);
        onto.dispose();
    }

    BufferedImage layer(Consumer<Graphics2D> painting) {
        BufferedImage layer = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = brush(layer);
        painting.accept(g);
        g.dispose();
        return layer;
    }

    /** A shape in one colour whose edge is blurred: a shadow, a glow, a highlight. */
    void haze(Shape shape, Color colour, double blur) {
        dye(Mask.of(shape).blurred(blur), colour);
    }

    /** The same, but only where it falls inside another shape. */
    void haze(Shape shape, Color colour, double blur, Shape onto) {
        dye(Mask.of(onto).times(Mask.of(shape).blurred(blur)), colour);
    }

    /** Darkens or lightens a shape from its edge inwards. */
    void rim(Shape shape, Color colour, double blur) {
        Mask mask = Mask.of(shape);
        dye(mask.times(mask.grown((int) (blur * 4)).inverse().blurred(blur)), colour);
    }

    /** The shade something flat on the table throws: wide and faint, with a dark core where it touches. */
    void groundShadow(double x, double y, double halfWidth, double halfHeight) {
        Color shade = new Color(40, 38, 48);
        haze(Curve.oval(x + halfWidth * 0.06, y, halfWidth * 1.06, halfHeight * 1.5), fade(shade, 0.26), halfHeight);
        haze(Curve.oval(x, y, halfWidth * 0.98, halfHeight * 0.62), fade(shade, 0.40), halfHeight * 0.38);
        haze(Curve.oval(x, y, halfWidth * 0.92, halfHeight * 0.3), fade(shade, 0.55), halfHeight * 0.14);
    }

    /** A row of stitches along a path, pressed into what is below. */
    void stitches(Shape path, Color thread, double length, double thickness) {
        Graphics2D g = brush();
        float[] dash = {(float) length, (float) (length * 0.75)};
        g.setStroke(
                new BasicStroke((float) (thickness * 1.7), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dash, 0));
        g.setColor(new Color(0, 0, 0, 60));
        g.draw(Curve.moved(path, thickness * 0.15, thickness * 0.45));
        g.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dash, 0));
        g.setColor(thread);
        g.draw(path);
        g.dispose();
    }

    /** Lays a colour over the picture as far as the mask covers it. */
    void dye(Mask mask, Color colour) {
        int[] pixels = pixels();
        for (int row = 0; row < mask.height; row++) {
            for (int column = 0; column < mask.width; column++) {
                float cover = mask.cover[row * mask.width + column];
                if (cover > 0) {
                    blend(
                            pixels,
                            mask.left + column,
                            mask.top + row,
                            colour.getRed(),
                            colour.getGreen(),
                            colour.getBlue(),
                            cover * colour.getAlpha() / 255);
                }
            }
        }
    }

    int[] pixels() {
        return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    }

    void blend(int[] pixels, int x, int y, double red, double green, double blue, double alpha) {
        if (x < 0 || y < 0 || x >= picture.getWidth() || y >= picture.getHeight()) {
            return;
        }
        int at = y * picture.getWidth() + x;
        int old = pixels[at];
        double under = (old >>> 24) / 255.0 * (1 - alpha);
        double sum = alpha + under;
        if (sum <= 0) {
            return;
        }
        int r = (int) Math.round((red * alpha + (old >> 16 & 0xff) * under) / sum);
        int g = (int) Math.round((green * alpha + (old >> 8 & 0xff) * under) / sum);
        int b = (int) Math.round((blue * alpha + (old & 0xff) * under) / sum);
        pixels[at] = (int) Math.round(sum * 255) << 24 | r << 16 | g << 8 | b;
    }

    static Color fade(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
    }

    static Color mix(Color one, Color other, double share) {
        return new Color(
                (int) Math.round(one.getRed() + (other.getRed() - one.getRed()) * share),
                (int) Math.round(one.getGreen() + (other.getGreen() - one.getGreen()) * share),
                (int) Math.round(one.getBlue() + (other.getBlue() - one.getBlue()) * share));
    }
}
