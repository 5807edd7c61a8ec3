package io.github.camelclaid.examples.folderdrop;

/**
 * How a surface answers the lights of the studio.
 *
 * @param reflectance the share of light it mirrors when looked at straight on
 * @param roughness 0 mirrors sharply, 1 not recognisably
 * @param metallic whether it mirrors in its own colour and scatters nothing
 */
record Finish(double reflectance, double roughness, boolean metallic) {

    static final Finish MATTE = new Finish(0.012, 1, false);
    static final Finish SATIN = new Finish(0.035, 0.55, false);
    static final Finish GLOSSY = new Finish(0.045, 0.16, false);
    static final Finish LACQUER = new Finish(0.055, 0.05, false);
    static final Finish POLISHED = new Finish(0.92, 0.1, true);
    static final Finish BRUSHED = new Finish(0.85, 0.4, true);

    /**
     * The light a surface sends to the viewer, added to {@code light}. The viewer is far away along z; x points to the
     * right, y up.
     *
     * @param colour the surface's own colour, linear red, green and blue
     */
    void reflect(double nx, double ny, double nz, double[] colour, double[] light) {
        double mirrored = mirrored(2 * nz * nx, 2 * nz * ny, 2 * nz * nz - 1);
        double glancing = Math.pow(1 - Math.min(1, nz), 5) * (1 - 0.75 * roughness);
        double share = reflectance + (1 - reflectance) * glancing;
        double scattered = metallic ? 0 : scattered(nx, ny, nz) * (1 - share);
        for (int i = 0; i < 3; i++) {
            double tint = metallic ? colour[i] + (1 - colour[i]) * glancing : 1;
            light[i] = colour[i] * scattered + tint * share * mirrored;
        }
    }

    /** A key light at the upper left, a weaker one at the right, a pale room and a pale table. */
    private static double scattered(double nx, double ny, double nz) {
        double key = Math.max(0, (-0.48 * nx + 0.62 * ny + 0.62 * nz + 0.12) / 1.12);
        double side = Math.max(0, 0.75 * nx + 0.2 * ny + 0.63 * nz);
        double table = Math.max(0, -ny);
        return 0.30 + 0.10 * ny + 0.92 * key + 0.16 * side + 0.16 * table;
    }

    /** What a mirror turned this way would show: softboxes in a dim room, the backdrop behind, a pale table below. */
    private double mirrored(double x, double y, double z) {
        double azimuth = Math.atan2(x, z);
        double elevation = Math.asin(Math.max(-1, Math.min(1, y)));
        double soft = 0.08 + 0.9 * roughness;
        double box = 2.6 * within(azimuth, -0.95, 0.42, soft) * within(elevation, 0.42, 0.55, soft);
        double strip = 1.5 * within(azimuth, 1.3, 0.16, soft) * within(elevation, 0.2, 0.85, soft);
        double above = 1.2 * step(elevation, 1.1, soft + 0.25);
        double table = 0.75 * step(-elevation, 0.35, soft + 0.3);
        double room = 0.24 + 0.16 * Math.cos(azimuth + 0.9) + 0.1 * Math.cos(3 * azimuth) + 0.14 * elevation;
        double backdrop = 0.55 * step(Math.abs(azimuth), 2.2, 0.5 + soft);
        return Math.max(0, room) + backdrop + box + strip + above + table;
    }

    private static double within(double angle, double centre, double half, double soft) {
        double away = Math.abs(angle - centre);
        return (1 - step(away, half, soft)) * half / (half + 0.35 * Math.max(0, soft - half));
    }

    private static double step(double value, double edge, double soft) {
        double t = Math.max(0, Math.min(1, (value - edge) / soft + 0.5));
        return t * t * (3 - 2 * t);
    }
}
