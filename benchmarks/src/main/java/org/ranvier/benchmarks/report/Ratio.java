package org.ranvier.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.benchmarks.run.Case;

/**
 * A peer beside Ranvier's processor, with as many threads.
 *
 * @param ours Ranvier's time
 * @param peer the peer's time for the same workload
 */
record Ratio(Measured ours, Measured peer) {
    /** Every peer beside the processor. */
    static List<Ratio> all(List<Measured> list) {
        List<Ratio> ratios = new ArrayList<>();
        for (Measured ours : list) {
            if (!ours.of().engine().equals("cpu")) {
                continue;
            }
            for (Measured other : list) {
                Case of = other.of();
                if (Goals.isPeer(of.engine())
                        && of.workload().equals(ours.of().workload())
                        && of.threads() == ours.of().threads()) {
                    ratios.add(new Ratio(ours, other));
                }
            }
        }
        return ratios;
    }

    /** The peer's time by ours: above 1, we are faster. */
    double value() {
        return peer.median() / ours.median();
    }

    /** The least that the spread of both allows. */
    double low() {
        return peer.low() / ours.high();
    }

    /** The most that the spread of both allows. */
    double high() {
        return peer.high() / ours.low();
    }
}
