package org.ranvier.benchmarks.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Task;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;
import org.ranvier.spi.DeviceInfo;

/**
 * A device of Ranvier.
 *
 * @param name the device, as {@code cpu} or {@code cuda:0}
 */
record RanvierEngine(String name) implements Engine {
    @Override
    public String description() {
        try (Session session = Ranvier.open(name)) {
            DeviceInfo device = session.device();
            return device.description()
                    + device.details().entrySet().stream()
                            .map(e -> "; " + e.getKey() + " " + e.getValue())
                            .collect(Collectors.joining());
        }
    }

    @Override
    public Set<String> workloads() {
        return Workloads.all().stream().map(Workload::name).collect(Collectors.toSet());
    }

    @Override
    public Ready prepare(String workload, int threads) {
        Session session = Ranvier.open(name, SessionOptions.defaults().withThreads(threads));
        try {
            return new Prepared(session, Workloads.of(workload).prepare().apply(session));
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private record Prepared(Session session, Task task) implements Ready {
        @Override
        public void run() {
            try (Scope _ = session.scope()) {
                List<Tensor> _ = task.action().get();
                session.synchronize();
            }
        }

        @Override
        public List<float[]> result() {
            try (Scope _ = session.scope()) {
                return task.action().get().stream()
                        .map(x -> x.to(DType.F32).toFloatArray())
                        .toList();
            }
        }

        @Override
        public boolean settled() {
            return session.settled();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
