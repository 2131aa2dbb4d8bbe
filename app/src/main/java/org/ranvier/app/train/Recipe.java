package org.ranvier.app.train;

import java.io.IOException;

/** A network that can be trained from the command line. */
public interface Recipe {
    /**
     * How the command line names it.
     *
     * @return a word
     */
    String name();

    /**
     * What it is.
     *
     * @return a line
     */
    String description();

    /**
     * What it learns if nothing else is asked for.
     *
     * @return the name of a data set, as {@link DataSets} knows it
     */
    String data();

    /**
     * Trains it.
     *
     * @param job on what, where and how
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if it cannot be trained like that
     */
    void train(Job job) throws IOException;
}
