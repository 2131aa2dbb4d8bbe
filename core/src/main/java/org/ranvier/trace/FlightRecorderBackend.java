package org.ranvier.trace;

import java.util.List;
import jdk.jfr.FlightRecorder;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.ForwardingBackend;
import org.ranvier.spi.Operand;

/**
 * Tells Java Flight Recorder of operations ({@code org.ranvier.Operation}) and of memory taken from
 * the device ({@code org.ranvier.Allocation}). Every session has it, so a recording may begin at
 * any time; while there is none it costs the reading of a flag.
 *
 * <p>Unlike a {@link Trace} it does not wait: on a device with a queue an event lasts as long as
 * entering the operation there.
 */
public final class FlightRecorderBackend extends ForwardingBackend {
    /**
     * In front of a backend.
     *
     * @param backend the backend that does the work
     */
    public FlightRecorderBackend(Backend backend) {
        super(backend);
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        if (!FlightRecorder.isInitialized()) {
            super.execute(op, in, out);
            return;
        }
        OperationEvent event = new OperationEvent();
        event.begin();
        super.execute(op, in, out);
        event.end();
        if (event.shouldCommit()) {
            event.describe(device().id(), op, TracingBackend.specs(in), TracingBackend.specs(out));
            event.commit();
        }
    }

    @Override
    public Buffer allocate(long bytes) {
        if (!FlightRecorder.isInitialized()) {
            return super.allocate(bytes);
        }
        AllocationEvent event = new AllocationEvent();
        event.begin();
        Buffer buffer = super.allocate(bytes);
        event.end();
        if (event.shouldCommit()) {
            event.device = device().id();
            event.bytes = bytes;
            event.commit();
        }
        return buffer;
    }
}
