package org.ranvier.spi;

import java.util.List;

/** A list of operations that is executed again and again, on the same memory. */
public interface Replay extends AutoCloseable {
    /** Executes all of them once more, or enters them into the device's queue. */
    void run();

    /** Gives up what the backend keeps for this. */
    @Override
    void close();

    /**
     * One operation after the other, as if it were asked for again.
     *
     * @param backend who executes them
     * @param executions the operations
     * @return the replay
     */
    static Replay oneByOne(Backend backend, List<Execution> executions) {
        List<Execution> all = List.copyOf(executions);
        return new Replay() {
            @Override
            public void run() {
                all.forEach(e -> backend.execute(e.op(), e.in(), e.out()));
            }

            @Override
            public void close() {}
        };
    }
}
