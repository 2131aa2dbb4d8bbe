package org.ranvier.models.train;

import java.io.PrintStream;
import java.util.Locale;

/** Writes progress as text. */
final class ConsoleProgress implements Progress {
    private static final int WIDTH = 24;
    private static final double REDRAW_SECONDS = 0.05;

    private final PrintStream out;
    private final boolean live;
    private double drawn = Double.NEGATIVE_INFINITY;
    private int epochs;

    ConsoleProgress(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    @Override
    public void step(Step step) {
        epochs = step.epochs();
        boolean last = step.batch() + 1 == step.batches();
        if (!live || !last && step.seconds() - drawn < REDRAW_SECONDS) {
            return;
        }
        drawn = step.seconds();
        int done = (step.batch() + 1) * WIDTH / step.batches();
        out.printf(
                Locale.ROOT,
                "\r%s [%s%s] %d/%d  loss %.4f\u001b[K",
                title(step.epoch()),
                "█".repeat(done),
                "·".repeat(WIDTH - done),
                step.batch() + 1,
                step.batches(),
                step.loss());
        out.flush();
    }

    @Override
    public void epoch(EpochResult result) {
        StringBuilder line = new StringBuilder(live ? "\r" : "");
        line.append(title(result.epoch()));
        line.append(String.format(Locale.ROOT, "  loss %.4f", result.loss()));
        result.accuracy().ifPresent(a -> line.append(percent("  accuracy", a)));
        result.validationLoss()
                .ifPresent(
                        l -> line.append(String.format(Locale.ROOT, "  validation loss %.4f", l)));
        result.validationAccuracy()
                .ifPresent(a -> line.append(percent("  validation accuracy", a)));
        line.append(String.format(Locale.ROOT, "  %.1f s", result.seconds()));
        out.println(line.append(live ? "\u001b[K" : ""));
    }

    private String title(int epoch) {
        return "epoch " + (epoch + 1) + "/" + epochs;
    }

    private static String percent(String name, double part) {
        return String.format(Locale.ROOT, "%s %.2f %%", name, 100 * part);
    }
}
