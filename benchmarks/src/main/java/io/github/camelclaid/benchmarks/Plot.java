package io.github.camelclaid.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * One figure of one scenario as bars, side by side for each load.
 *
 * @param title above it
 * @param figure which
 */
record Plot(String title, String figure, List<Measurement> measurements) {

    /** Where figures lie further apart than this, small ones could not be seen. */
    private static final double FAR_APART = 50;

    /** A tenth of a pixel will do, in half the bytes. */
    private static final Pattern TOO_EXACT = Pattern.compile("(\\d\\.\\d)\\d+");

    void write(Path file) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(420)
                .title(title)
                .yAxisTitle(figure)
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setAvailableSpaceFill(0.9);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        if (isFarApart()) {
            chart.getStyler().setYAxisLogarithmic(true);
            // bars have to begin somewhere, and there is no zero
            chart.getStyler()
                    .setYAxisMin(Math.pow(10, Math.floor(Math.log10(figures().getMin()))));
        }
        List<String> loads =
                measurements.stream().map(Measurement::load).distinct().toList();
        for (String contestant :
                measurements.stream().map(Measurement::contestant).distinct().toList()) {
            List<Double> bars =
                    loads.stream().map(load -> value(contestant, load)).collect(Collectors.toList());
            chart.addSeries(
                    contestant,
                    loads.stream().map(load -> load.isEmpty() ? " " : load).toList(),
                    bars);
        }
        // it appends the ending by itself
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        Path written = Path.of(file + ".svg");
        Files.writeString(written, TOO_EXACT.matcher(Files.readString(written)).replaceAll("$1"));
    }

    private boolean isFarApart() {
        return figures().getMin() > 0 && figures().getMax() / figures().getMin() > FAR_APART;
    }

    private DoubleSummaryStatistics figures() {
        return measurements.stream().mapToDouble(one -> one.figure(figure)).summaryStatistics();
    }

    /** Null where that contestant did not have that load. */
    private Double value(String contestant, String load) {
        return measurements.stream()
                .filter(one -> one.contestant().equals(contestant) && one.load().equals(load))
                .map(one -> one.figure(figure))
                .findFirst()
                .orElse(null);
    }
}
