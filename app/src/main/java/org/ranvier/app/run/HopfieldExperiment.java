package org.ranvier.app.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.ImageGrid;
import org.ranvier.app.plot.ImageGrid.Cell;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.energy.Hopfield;
import org.ranvier.op.Distribution;

/** A Hopfield network: pictures recalled from damaged ones, and how many patterns it holds. */
final class HopfieldExperiment implements Experiment {
    private static final int SIDE = 12;
    private static final int UNITS = 150;
    private static final double[] LOADS = {0.02, 0.06, 0.1, 0.14, 0.18, 0.24, 0.3, 0.4};
    private static final int ROUNDS = 8;

    /** What part of the units is turned over. */
    private static final double DAMAGE = 0.25;

    /** What the pictures show, in the order of {@link #pixel}. */
    private static final List<String> NAMES = List.of("ring", "cross", "stripes", "chequers");

    @Override
    public String name() {
        return "hopfield";
    }

    @Override
    public String description() {
        return "a memory that recalls pictures from damaged ones, and its capacity";
    }

    @Override
    public double duration() {
        return 0;
    }

    @Override
    public void run(Setting setting) throws IOException {
        Session session = setting.session();
        try (Scope _ = session.scope(name())) {
            setting.say(
                    "%s: %d units in %s on %s",
                    name(), SIDE * SIDE, setting.dtype(), setting.device());
            setting.show(Picture.below(pictures(setting), capacity(setting)));
        }
    }

    /** +1 or −1 for each pixel. */
    private static double pixel(int picture, int row, int column) {
        double y = row - (SIDE - 1) / 2.0;
        double x = column - (SIDE - 1) / 2.0;
        double radius = Math.hypot(x, y);
        boolean on =
                switch (picture) {
                    case 0 -> radius > 2.5 && radius < 5.2;
                    case 1 -> Math.abs(Math.abs(x) - Math.abs(y)) < 1.1;
                    case 2 -> row % 4 < 2;
                    default -> (row / 3 + column / 3) % 2 == 0;
                };
        return on ? 1 : -1;
    }

    private static Tensor patterns(Setting setting) {
        double[] pixels = new double[NAMES.size() * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = pixel(i / (SIDE * SIDE), i / SIDE % SIDE, i % SIDE);
        }
        return setting.session().tensor(pixels, NAMES.size(), SIDE * SIDE).to(setting.dtype());
    }

    private static Tensor uniform(Setting setting, Shape shape) {
        Session session = setting.session();
        return session.random().draw(session, Distribution.UNIFORM, setting.dtype(), shape);
    }

    /** +1, or −1 with a probability. */
    private static Tensor signs(Setting setting, Shape shape, double negative) {
        return uniform(setting, shape).ge(negative).to(setting.dtype()).mul(2).sub(1);
    }

    private static BufferedImage pictures(Setting setting) {
        Tensor patterns = patterns(setting);
        Hopfield memory = Hopfield.of(patterns);
        Tensor damaged = patterns.mul(signs(setting, patterns.shape(), DAMAGE));
        Tensor recalled = memory.recall(damaged, ROUNDS, setting.session().random());
        double[] before = Hopfield.overlap(damaged, patterns).toDoubleArray();
        double[] after = Hopfield.overlap(recalled, patterns).toDoubleArray();
        double[] energies = memory.energy(damaged).toDoubleArray();
        double[] lower = memory.energy(recalled).toDoubleArray();
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            setting.say(
                    "%s: overlap %.2f damaged, %.2f recalled; energy %.0f, %.0f",
                    NAMES.get(i), before[i], after[i], energies[i], lower[i]);
            cells.add(cell(damaged.select(0, i), NAMES.get(i) + ", damaged", before[i]));
            cells.add(cell(recalled.select(0, i), "recalled", after[i]));
        }
        return ImageGrid.draw("Pictures recalled from damaged ones", cells, NAMES.size(), 230);
    }

    private static Cell cell(Tensor pattern, String caption, double overlap) {
        BufferedImage image = Picture.grey(pattern.add(1).div(2).toFloatArray(), SIDE);
        return new Cell(image, caption, String.format(Locale.ROOT, "overlap %.2f", overlap));
    }

    /** Random patterns, recalled from themselves: beyond 0.138 for each unit they are lost. */
    private static BufferedImage capacity(Setting setting) {
        double[] overlaps = new double[LOADS.length];
        for (int i = 0; i < LOADS.length; i++) {
            try (Scope _ = setting.session().scope("load")) {
                Shape shape = Shape.of(Math.round(LOADS[i] * UNITS), UNITS);
                Tensor patterns = signs(setting, shape, 0.5);
                Tensor found =
                        Hopfield.of(patterns).recall(patterns, ROUNDS, setting.session().random());
                overlaps[i] = Hopfield.overlap(found, patterns).mean().item();
                setting.say("%.2f patterns a unit: overlap %.3f", LOADS[i], overlaps[i]);
            }
        }
        String title = "Random patterns in " + UNITS + " units";
        return new Chart(title, "patterns a unit", "overlap after recall", CodingRun.WIDTH, 300)
                .line("recalled", LOADS, overlaps)
                .line("0.138 patterns a unit", new double[] {0.138, 0.138}, new double[] {0, 1})
                .xRange(0, LOADS[LOADS.length - 1])
                .yRange(0, 1.05)
                .draw();
    }
}
