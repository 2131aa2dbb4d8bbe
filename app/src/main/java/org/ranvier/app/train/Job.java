package org.ranvier.app.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ranvier.Session;
import org.ranvier.models.data.Split;

/**
 * What is to be trained on, where and how.
 *
 * @param session where
 * @param data the samples
 * @param dataName how the user named them
 * @param seed what all random numbers follow from
 * @param epochs how often the samples are gone through, or null for the recipe's choice
 * @param batchSize how many samples make a step, or null for the recipe's choice
 * @param folder where files go
 * @param resume whether to go on from the checkpoint in that folder
 * @param stop whether to end after the present step
 * @param out who is told
 */
public record Job(
        Session session,
        Split data,
        String dataName,
        long seed,
        @Nullable Integer epochs,
        @Nullable Integer batchSize,
        Path folder,
        boolean resume,
        BooleanSupplier stop,
        PrintWriter out) {
    /**
     * Tells the user.
     *
     * @param format as of {@link String#format}
     * @param arguments what goes into it
     */
    void say(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** The device in words. */
    String device() {
        return session.device().id() + " (" + session.device().description() + ")";
    }
}
