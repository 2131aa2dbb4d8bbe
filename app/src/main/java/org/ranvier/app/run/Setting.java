package org.ranvier.app.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.app.plot.Picture;

/**
 * Where and how an experiment is run.
 *
 * @param session where
 * @param dtype F32 or F64
 * @param seed what all random numbers follow from
 * @param duration simulated time, s
 * @param folder where files go
 * @param out who is told
 */
public record Setting(
        Session session, DType dtype, long seed, double duration, Path folder, PrintWriter out) {
    /**
     * How many steps the simulated time takes.
     *
     * @param dt the step, s
     * @return the whole number next to it, at least 1
     */
    int steps(double dt) {
        return Math.max(1, Math.toIntExact(Math.round(duration / dt)));
    }

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

    /** Writes the picture and says where it is. */
    void show(BufferedImage image) throws IOException {
        Path file = folder.resolve("results.png");
        Picture.write(image, file);
        say("picture: %s", file);
    }
}
