package io.github.camelclaid.simulator.edit;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * What shows that no model has made this picture: a frame, and in its upper left corner as many squares as tell which of
 * the pictures it is. Drawn without letters, since slim containers have no fonts.
 */
final class AiMark {

    static final Color INK = new Color(255, 0, 255);

    private AiMark() {}

    /** Marks the picture as the n-th, counted from 1. */
    static void put(BufferedImage image, int n) {
        int width = image.getWidth();
        int height = image.getHeight();
        int unit = Math.max(1, Math.min(width, height) / 40);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(INK);
        graphics.fillRect(0, 0, width, unit);
        graphics.fillRect(0, height - unit, width, unit);
        graphics.fillRect(0, 0, unit, height);
        graphics.fillRect(width - unit, 0, unit, height);
        for (int i = 0; i < n; i++) {
            graphics.fillRect(2 * unit + 3 * unit * i, 2 * unit, 2 * unit, 2 * unit);
        }
        graphics.dispose();
    }
}
