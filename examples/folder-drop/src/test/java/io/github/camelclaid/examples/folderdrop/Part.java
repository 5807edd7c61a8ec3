package io.github.camelclaid.examples.folderdrop;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/** A piece of a product: a shape, how its surface is curved, what it is made of. {@link #paint} puts it into place. */
final class Part {

    /** Small ups and downs of a surface, in pixels. */
    @FunctionalInterface
    interface Texture {
        double height(int x, int y);
    }

    private final Studio studio;
    private final Shape shape;
    private double round;
    private double bulge = 1;
    private double axis;
    private DoubleUnaryOperator radius;
    private double bend;
    private Shape ground;
    private double groundRound;
    private double groundBulge;
    private Texture texture = (x, y) -> 0;
    private Finish finish = Finish.SATIN;
    private Consumer<Graphics2D> pattern = g -> {};
    private double opacity = 1;

    Part(Studio studio, Shape shape) {
        this.studio = studio;
        this.shape = shape;
    }

    /** Its edge falls away over so many pixels, like a cushion's. */
    Part round(double pixels) {
        return round(pixels, 1);
    }

    /** A cushion that is flatter than round, if {@code bulge} is below 1. */
    Part round(double pixels, double bulge) {
        this.round = pixels;
        this.bulge = bulge;
        return this;
    }

    /** It was turned on a lathe, around a vertical axis, with that radius at each height. */
    Part turned(double axis, DoubleUnaryOperator radius) {
        this.axis = axis;
        this.radius = radius;
        return this;
    }

    /** It was turned on a lathe, with its outline as the profile. */
    Part turned(double axis) {
        Mask mask = Mask.of(shape);
        double[] half = new double[mask.height];
        for (int row = 0; row < mask.height; row++) {
            double sum = 0;
            for (int column = 0; column < mask.width; column++) {
                sum += mask.cover[row * mask.width + column];
            }
            half[row] = sum / 2;
        }
        return turned(axis, y -> {
            double row = Math.max(2, Math.min(mask.height - 4.0, y - mask.top));
            int whole = (int) row;
            return half[whole] + (half[whole + 1] - half[whole]) * (row - whole);
        });
    }

    /** The lathe's work is seen a little from above, so that a level line across it sags by so many pixels. */
    Part bend(double pixels) {
        this.bend = pixels;
        return this;
    }

    /** It lies on something curved like that, and follows it. */
    Part on(Shape ground, double round, double bulge) {
        this.ground = ground;
        this.groundRound = round;
        this.groundBulge = bulge;
        return this;
    }

    Part texture(Texture texture) {
        this.texture = texture;
        return this;
    }

    Part finish(Finish finish) {
        this.finish = finish;
        return this;
    }

    /** What is painted onto it before the light falls on it. */
    Part pattern(Consumer<Graphics2D> pattern) {
        this.pattern = pattern;
        return this;
    }

    Part opacity(double opacity) {
        this.opacity = opacity;
        return this;
    }

    void paint(Color colour) {
        Mask mask = Mask.of(shape);
        Mask relief = relief(mask, round, bulge);
        Mask below = ground == null ? new Mask(0, 0, 0, 0) : relief(Mask.of(ground), groundRound, groundBulge);
        BufferedImage coat = studio.layer(g -> {
            g.setColor(colour);
            g.fillRect(mask.left, mask.top, mask.width, mask.height);
            pattern.accept(g);
        });
        int[] pixels = studio.pixels();
        double[] normal = new double[3];
        double[] own = new double[3];
        double[] light = new double[3];
        for (int y = Math.max(0, mask.top); y < Math.min(coat.getHeight(), mask.top + mask.height); y++) {
            for (int x = Math.max(0, mask.left); x < Math.min(coat.getWidth(), mask.left + mask.width); x++) {
                double cover = mask.at(x, y) * opacity;
                if (cover <= 0) {
                    continue;
                }
                normal(relief, below, x, y, normal);
                int rgb = coat.getRGB(x, y);
                for (int i = 0; i < 3; i++) {
                    own[i] = Math.pow((rgb >> 16 - 8 * i & 0xff) / 255.0, 2.2);
                }
                finish.reflect(normal[0], normal[1], normal[2], own, light);
                studio.blend(pixels, x, y, developed(light[0]), developed(light[1]), developed(light[2]), cover);
            }
        }
    }

    /** How far each pixel stands out of the picture. */
    private static Mask relief(Mask mask, double round, double bulge) {
        Mask relief = mask.depth();
        for (int i = 0; i < relief.cover.length; i++) {
            double inwards = round <= 0 ? 1 : Math.min(1, relief.cover[i] / round);
            relief.cover[i] = (float) (round * bulge * Math.sqrt(1 - (1 - inwards) * (1 - inwards)));
        }
        return round <= 0 ? relief : relief.blurred(Math.max(0.9, round * 0.16));
    }

    private void normal(Mask relief, Mask below, int x, int y, double[] normal) {
        double slopeX = (relief.at(x + 1, y) - relief.at(x - 1, y) + below.at(x + 1, y) - below.at(x - 1, y)) / 2
                + texture.height(x + 1, y)
                - texture.height(x, y);
        double slopeY = (relief.at(x, y + 1) - relief.at(x, y - 1) + below.at(x, y + 1) - below.at(x, y - 1)) / 2
                + texture.height(x, y + 1)
                - texture.height(x, y);
        double nx = -slopeX;
        double ny = slopeY;
        double nz = 1;
        if (radius != null) {
            double level = y;
            double sine = sine(x, level);
            if (bend != 0) {
                level = y - bend * Math.sqrt(1 - sine * sine);
                level = y - bend * Math.sqrt(1 - Math.pow(sine(x, level), 2));
                sine = sine(x, level);
            }
            double cosine = Math.sqrt(1 - sine * sine);
            double widening = (radius.applyAsDouble(level + 1.5) - radius.applyAsDouble(level - 1.5)) / 3;
            nx = sine - slopeX * cosine;
            ny += Math.max(-3, Math.min(3, widening));
            nz = cosine;
        }
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        normal[0] = nx / length;
        normal[1] = ny / length;
        normal[2] = nz / length;
    }

    private double sine(double x, double y) {
        return Math.max(-0.995, Math.min(0.995, (x - axis) / Math.max(1, radius.applyAsDouble(y))));
    }

    /** From linear light to a value of the picture; what is too bright burns out softly. */
    static double developed(double light) {
        double held = light < 0.75 ? light : 0.75 + 0.25 * (1 - Math.exp((0.75 - light) / 0.25));
        return 255 * Math.pow(Math.max(0, held), 1 / 2.2);
    }
}
