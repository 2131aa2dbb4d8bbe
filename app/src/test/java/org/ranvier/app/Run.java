package org.ranvier.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command that was run in this JVM.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it printed to the error stream
 */
record Run(int code, String out, String err) {
    static Run of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Run(code, out.toString(), err.toString());
    }
}
