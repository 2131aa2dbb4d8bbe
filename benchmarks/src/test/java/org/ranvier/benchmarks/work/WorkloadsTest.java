package org.ranvier.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ranvier.Ranvier;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Family;

class WorkloadsTest {
    @Test
    void everyFamilyIsMeasuredAndHasItsPlaceInTheQuickMode() {
        Set<Family> all =
                Workloads.all().stream().map(Workload::family).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Family.class), EnumSet.copyOf(all));
        assertTrue(Workloads.all().stream().filter(Workload::quick).count() >= 15);
    }

    @Test
    void smallWorkloadsRunAndLeaveNothing() {
        int ran = 0;
        for (Workload workload : Workloads.all()) {
            if (workload.cost().bytes() > 4e6 || workload.cost().flops() > 1e9) {
                continue;
            }
            try (Session session = Ranvier.open("cpu")) {
                Task task = workload.prepare().apply(session);
                long before = session.memory().live();
                try (Scope _ = session.scope()) {
                    List<Tensor> _ = task.action().get();
                }
                assertEquals(before, session.memory().live(), workload.name());
            }
            ran++;
        }
        assertTrue(ran >= 5, "ran only " + ran);
    }
}
