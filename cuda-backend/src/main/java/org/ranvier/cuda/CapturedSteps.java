package org.ranvier.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ranvier.spi.Execution;
import org.ranvier.spi.Replay;

/**
 * Operations as CUDA graphs, each entered into the queue in one call. An operation that asks the
 * host in its middle, as those that check indices do, stands between two graphs.
 */
final class CapturedSteps implements Replay {
    /** An operation wants to read to the host, which a graph cannot. */
    static final class HostNeeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        HostNeeded() {
            super("a capture cannot read to the host", null, false, false);
        }
    }

    private final CudaDevice device;
    private final CudaOperations operations;
    private final List<Context.Graph> graphs = new ArrayList<>();
    private final List<Runnable> pieces = new ArrayList<>();

    /**
     * Captures operations.
     *
     * @param device where
     * @param executions the operations
     * @param asker executes one that cannot be captured
     */
    CapturedSteps(CudaDevice device, List<Execution> executions, Consumer<Execution> asker) {
        this.device = device;
        // Their own, as its memory for intermediate results is that of the graphs.
        this.operations = new CudaOperations(device);
        try {
            int begin = 0;
            while (begin < executions.size()) {
                List<Execution> rest = executions.subList(begin, executions.size());
                int count = capture(rest, true);
                if (count < rest.size()) {
                    capture(rest.subList(0, count), false);
                    pieces.add(() -> asker.accept(rest.get(count)));
                }
                begin += count + 1;
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Keeps a graph of operations, unless one needs the host; gives the number before it. */
    private int capture(List<Execution> executions, boolean mayStop) {
        if (executions.isEmpty()) {
            return 0;
        }
        int count = 0;
        device.context().beginCapture();
        Context.Graph graph;
        try {
            for (Execution e : executions) {
                operations.execute(e.op(), e.in(), e.out());
                count++;
            }
        } catch (HostNeeded e) {
            if (!mayStop) {
                throw e;
            }
        } finally {
            graph = device.context().endCapture();
        }
        graphs.add(graph);
        if (count == executions.size()) {
            pieces.add(() -> device.launch(graph));
        }
        return count;
    }

    @Override
    public void run() {
        device.context().enter();
        pieces.forEach(Runnable::run);
    }

    @Override
    public void close() {
        device.context().enter();
        graphs.forEach(Context.Graph::close);
        operations.trim();
    }
}
