package io.github.camelclaid.examples.folderdrop;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/** Shapes, written down shortly. */
final class Curve {

    private Curve() {}

    /**
     * A path in the manner of SVG, in absolute coordinates: {@code M}ove, {@code L}ine, {@code Q}uadratic and
     * {@code C}ubic curve, {@code R} for a smooth curve through all the points that follow, {@code Z} to close.
     */
    static Path2D path(String commands) {
        Path2D path = new Path2D.Double();
        try (Scanner words = new Scanner(commands)) {
            while (words.hasNext()) {
                String command = words.next();
                List<Double> numbers = new ArrayList<>();
                while (words.hasNext("-?[0-9.]+")) {
                    numbers.add(Double.valueOf(words.next()));
                }
                append(
                        path,
                        command,
                        numbers.stream().mapToDouble(Double::doubleValue).toArray());
            }
        }
        return path;
    }

    private static void append(Path2D path, String command, double[] n) {
        switch (command) {
            case "M" -> path.moveTo(n[0], n[1]);
            case "L" -> {
                for (int i = 0; i < n.length; i += 2) {
                    path.lineTo(n[i], n[i + 1]);
                }
            }
            case "Q" -> {
                for (int i = 0; i < n.length; i += 4) {
                    path.quadTo(n[i], n[i + 1], n[i + 2], n[i + 3]);
                }
            }
            case "C" -> {
                for (int i = 0; i < n.length; i += 6) {
                    path.curveTo(n[i], n[i + 1], n[i + 2], n[i + 3], n[i + 4], n[i + 5]);
                }
            }
            case "R" -> through(path, n);
            case "Z" -> path.closePath();
            default -> throw new IllegalArgumentException(command);
        }
    }

    /** A Catmull-Rom spline from where the path is. */
    private static void through(Path2D path, double[] n) {
        int count = n.length / 2 + 1;
        Point2D start = path.getCurrentPoint();
        double[] x = new double[count];
        double[] y = new double[count];
        x[0] = start.getX();
        y[0] = start.getY();
        for (int i = 1; i < count; i++) {
            x[i] = n[2 * i - 2];
            y[i] = n[2 * i - 1];
        }
        for (int i = 0; i + 1 < count; i++) {
            int before = Math.max(0, i - 1);
            int after = Math.min(count - 1, i + 2);
            path.curveTo(
                    x[i] + (x[i + 1] - x[before]) / 6,
                    y[i] + (y[i + 1] - y[before]) / 6,
                    x[i + 1] - (x[after] - x[i]) / 6,
                    y[i + 1] - (y[after] - y[i]) / 6,
                    x[i + 1],
                    y[i + 1]);
        }
    }

    static Shape circle(double x, double y, double radius) {
        return oval(x, y, radius, radius);
    }

    static Shape oval(double x, double y, double radiusX, double radiusY) {
        return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
    }

    static Shape ring(double x, double y, double outer, double inner) {
        return minus(circle(x, y, outer), circle(x, y, inner));
    }

    /** A box with round corners, by its edges. */
    static Shape box(double left, double top, double right, double bottom, double corner) {
        return new RoundRectangle2D.Double(left, top, right - left, bottom - top, 2 * corner, 2 * corner);
    }

    /** A line with thickness and round ends. */
    static Shape line(double thickness, double x1, double y1, double x2, double y2) {
        return rope(thickness, path("M " + x1 + " " + y1 + " L " + x2 + " " + y2));
    }

    /** A path with thickness and round ends. */
    static Shape rope(double thickness, Shape path) {
        return new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                .createStrokedShape(path);
    }

    /** A path with thickness and straight ends. */
    static Shape band(double thickness, Shape path) {
        return new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                .createStrokedShape(path);
    }

    static Shape moved(Shape shape, double x, double y) {
        return AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape);
    }

    static Shape turned(Shape shape, double degrees, double x, double y) {
        return AffineTransform.getRotateInstance(Math.toRadians(degrees), x, y).createTransformedShape(shape);
    }

    static Shape minus(Shape shape, Shape hole) {
        Area area = new Area(shape);
        area.subtract(new Area(hole));
        return area;
    }

    static Shape common(Shape one, Shape other) {
        Area area = new Area(one);
        area.intersect(new Area(other));
        return area;
    }

    static Shape union(Shape... shapes) {
        Area area = new Area();
        for (Shape shape : shapes) {
            area.add(new Area(shape));
        }
        return area;
    }
}
