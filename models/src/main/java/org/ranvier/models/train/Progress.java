package org.ranvier.models.train;

import java.io.Console;

/** Who is told how training goes on. All methods do nothing unless overridden. */
public interface Progress {
    /**
     * A step has been done.
     *
     * @param step where training stands
     */
    default void step(Step step) {}

    /**
     * An epoch has been done.
     *
     * @param result its figures
     */
    default void epoch(EpochResult result) {}

    /**
     * Training has ended.
     *
     * @param report its outcome
     */
    default void finished(Report report) {}

    /**
     * Where training stands.
     *
     * @param epoch the epoch, from 0
     * @param epochs how many there will be
     * @param batch the batch of the epoch, from 0
     * @param batches how many the epoch has
     * @param loss the mean loss of the epoch so far
     * @param seconds the time since training began or was resumed
     */
    record Step(int epoch, int epochs, int batch, int batches, double loss, double seconds) {}

    /**
     * Tells nobody.
     *
     * @return the progress
     */
    static Progress none() {
        return new Progress() {};
    }

    /**
     * Writes to standard error: a bar that moves if that is a terminal, else a line an epoch.
     *
     * @return the progress
     */
    static Progress console() {
        Console console = System.console();
        return new ConsoleProgress(System.err, console != null && console.isTerminal());
    }
}
