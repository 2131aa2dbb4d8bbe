package org.ranvier.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves and points over two axes. Charts of one width below each other have their axes in line. A
 * single series has no legend.
 */
public final class Chart {
    private static final BasicStroke CURVE =
            new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    /** Curves of more points show no marks. */
    private static final int MOST_MARKED = 30;

    /** Room for the labels of the vertical axis, in pixels. */
    private static final int LABELS = 80;

    private static final String UNEQUAL = "values that are unequally far apart";

    private final XYChart chart;
    private boolean legend = true;
    private double left = Double.POSITIVE_INFINITY;
    private double right = Double.NEGATIVE_INFINITY;

    /**
     * A chart without curves.
     *
     * @param title what stands above it
     * @param xAxis what the horizontal axis shows, with its unit
     * @param yAxis what the vertical axis shows, with its unit
     * @param width in pixels
     * @param height in pixels
     */
    public Chart(String title, String xAxis, String yAxis, int width, int height) {
        chart =
                new XYChartBuilder()
                        .title(title)
                        .xAxisTitle(xAxis)
                        .yAxisTitle(yAxis)
                        .width(width)
                        .height(height)
                        .build();
        XYStyler style = chart.getStyler();
        style.setSeriesColors(Picture.PALETTE.toArray(Color[]::new));
        style.setChartBackgroundColor(Color.WHITE);
        style.setChartFontColor(Picture.INK);
        style.setChartTitleFont(Picture.bold(15));
        style.setAxisTitleFont(Picture.plain(13));
        style.setAxisTickLabelsFont(Picture.plain(12));
        style.setLegendFont(Picture.plain(12));
        style.setLegendPosition(LegendPosition.OutsideS);
        style.setLegendLayout(LegendLayout.Horizontal);
        style.setLegendBorderColor(Color.WHITE);
        style.setPlotGridLinesColor(new Color(0xDDDDDD));
        style.setPlotBorderVisible(false);
        style.setMarkerSize(5);
        style.setYAxisLeftWidthHint(LABELS);
        style.setDecimalPattern("#0.####");
        style.setLocale(Locale.ROOT);
    }

    /**
     * Adds a curve.
     *
     * @param name its name in the legend
     * @param x where
     * @param y the values there
     * @return this chart
     */
    public Chart line(String name, double[] x, double[] y) {
        XYSeries series = add(name, x, y);
        series.setMarker(x.length > MOST_MARKED ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        series.setLineStyle(CURVE);
        return this;
    }

    /**
     * Adds points that no line joins.
     *
     * @param name their name in the legend
     * @param x where
     * @param y the values there
     * @return this chart
     */
    public Chart points(String name, double[] x, double[] y) {
        XYSeries series = add(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        return this;
    }

    /**
     * Adds points that are drawn as dots, such as the spikes of a raster; the marks of other points
     * in this chart become as small.
     *
     * @param name their name in the legend
     * @param x where
     * @param y the values there
     * @return this chart
     */
    public Chart dots(String name, double[] x, double[] y) {
        chart.getStyler().setMarkerSize(2);
        return points(name, x, y);
    }

    private XYSeries add(String name, double[] x, double[] y) {
        left = Math.min(left, Arrays.stream(x).min().orElse(left));
        right = Math.max(right, Arrays.stream(x).max().orElse(right));
        return chart.addSeries(name, x, y);
    }

    /**
     * Fixes what the horizontal axis spans.
     *
     * @param from its left end
     * @param to its right end
     * @return this chart
     */
    public Chart xRange(double from, double to) {
        chart.getStyler().setXAxisMin(from).setXAxisMax(to);
        left = from;
        right = to;
        return this;
    }

    /**
     * Fixes what the vertical axis spans.
     *
     * @param from its lower end
     * @param to its upper end
     * @return this chart
     */
    public Chart yRange(double from, double to) {
        chart.getStyler().setYAxisMin(from).setYAxisMax(to);
        return this;
    }

    /**
     * Leaves the legend out, where another chart has the same or there are too many series.
     *
     * @return this chart
     */
    public Chart withoutLegend() {
        legend = false;
        return this;
    }

    /**
     * Draws the chart.
     *
     * @return the picture
     */
    public BufferedImage draw() {
        chart.getStyler().setLegendVisible(legend && chart.getSeriesCollection().size() > 1);
        if (chart.getSeries(UNEQUAL) == null) {
            spaceLabels();
        }
        return BitmapEncoder.getBufferedImage(chart);
    }

    /**
     * XChart sets as many labels as somehow fit where all values are equally far apart: some
     * unequal ones, without marks, keep it from that.
     */
    private void spaceLabels() {
        double[] x = {left, left + (right - left) / Math.PI, right};
        double[] none = {Double.NaN, Double.NaN, Double.NaN};
        chart.addSeries(UNEQUAL, x, none).setShowInLegend(false);
    }
}
