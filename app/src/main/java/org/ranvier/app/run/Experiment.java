package org.ranvier.app.run;

import java.io.IOException;

/** A network that can be run from the command line: it computes, reports and draws a picture. */
public interface Experiment {
    /**
     * How the command line names it.
     *
     * @return a word
     */
    String name();

    /**
     * What it shows.
     *
     * @return a line
     */
    String description();

    /**
     * How long it runs if nothing else is asked for.
     *
     * @return simulated time, s; 0 if it has no time
     */
    double duration();

    /**
     * Runs it.
     *
     * @param setting where and how
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if it cannot be run like that
     */
    void run(Setting setting) throws IOException;
}
