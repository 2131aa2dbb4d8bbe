package org.ranvier.app;

import java.util.concurrent.Callable;
import org.ranvier.Ranvier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ranvier doctor}. */
@Command(
        name = "doctor",
        description = {
            "Shows what Ranvier finds on this machine: every device tried, or why a backend is not "
                    + "available and the mend.",
            "The exit code is 0 if at least one device works."
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        // What auto takes is part of the report.
        Logging.warningsOnly();
        Diagnosis diagnosis = Diagnosis.of(Ranvier.backends());
        spec.commandLine().getOut().println(diagnosis.report());
        return diagnosis.works() ? 0 : 1;
    }
}
