package org.ranvier.trace;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;
import org.ranvier.TensorSpec;
import org.ranvier.op.Op;

/** An operation that a backend has executed or entered into its queue. */
@Name("org.ranvier.Operation")
@Label("Operation")
@Category("Ranvier")
@StackTrace(false)
final class OperationEvent extends Event {
    @Label("Device")
    @Nullable String device;

    @Label("Operation")
    @Nullable String operation;

    @Label("Inputs")
    @Nullable String inputs;

    @Label("Outputs")
    @Nullable String outputs;

    @Label("Bytes")
    @DataAmount
    long bytes;

    void describe(String onDevice, Op op, List<TensorSpec> in, List<TensorSpec> out) {
        device = onDevice;
        operation = op.name();
        inputs = text(in);
        outputs = text(out);
        bytes = TraceSummary.bytes(in) + TraceSummary.bytes(out);
    }

    private static String text(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::toString).collect(Collectors.joining(" "));
    }
}
