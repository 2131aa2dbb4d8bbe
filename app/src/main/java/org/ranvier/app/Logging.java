package org.ranvier.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the libraries log, one line each on the standard error stream. */
final class Logging {
    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger RANVIER = Logger.getLogger("org.ranvier");

    private Logging() {}

    static void configure(boolean verbose) {
        RANVIER.setLevel(Level.INFO);
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler handler = new ConsoleHandler();
        handler.setFormatter(new OneLine(verbose));
        root.addHandler(handler);
    }

    static void warningsOnly() {
        RANVIER.setLevel(Level.WARNING);
    }

    /** What went wrong, in one line. */
    static String describe(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        boolean ours = failure.getClass().getName().startsWith("org.ranvier.");
        boolean argument =
                failure instanceof IllegalArgumentException
                        || failure instanceof IllegalStateException;
        String text =
                message == null || message.isBlank()
                        ? name
                        : ours || argument ? message : name + ": " + message;
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    private static final class OneLine extends Formatter {
        private final boolean verbose;

        OneLine(boolean verbose) {
            this.verbose = verbose;
        }

        @Override
        public String format(LogRecord record) {
            boolean warning = record.getLevel().intValue() >= Level.WARNING.intValue();
            @Nullable Throwable thrown = record.getThrown();
            StringBuilder line =
                    new StringBuilder(warning ? "ranvier: warning: " : "ranvier: ")
                            .append(formatMessage(record));
            if (thrown != null) {
                line.append(": ").append(verbose ? trace(thrown) : describe(thrown));
            }
            return line.append('\n').toString();
        }

        private static String trace(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            return text.toString();
        }
    }
}
