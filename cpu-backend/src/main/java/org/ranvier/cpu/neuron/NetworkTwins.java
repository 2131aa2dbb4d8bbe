package org.ranvier.cpu.neuron;

import org.ranvier.DType;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.cpu.twin.Twin;

/**
 * The passes that a step of connected neurons is made of, for one type.
 *
 * @param integrate from potential and drive to the potential they lead to
 * @param receive adds a current to the potential and lets it decay
 * @param fire from potential reached, potential and hold to spikes, potential and hold
 */
record NetworkTwins(Twin<Pass> integrate, Twin<Pass> receive, Twin<Pass> fire) {
    private static final NetworkTwins F32 =
            new NetworkTwins(
                    LifTwins.floats(
                            "integrate",
                            2,
                            1,
                            FloatScalarNetwork::integrate,
                            () -> FloatVectorNetwork::integrate),
                    LifTwins.floats(
                            "receive",
                            3,
                            2,
                            FloatScalarNetwork::receive,
                            () -> FloatVectorNetwork::receive),
                    LifTwins.floats(
                            "fire",
                            3,
                            3,
                            FloatScalarNetwork::fire,
                            () -> FloatVectorNetwork::fire));
    private static final NetworkTwins F64 =
            new NetworkTwins(
                    LifTwins.doubles(
                            "integrate",
                            2,
                            1,
                            DoubleScalarNetwork::integrate,
                            () -> DoubleVectorNetwork::integrate),
                    LifTwins.doubles(
                            "receive",
                            3,
                            2,
                            DoubleScalarNetwork::receive,
                            () -> DoubleVectorNetwork::receive),
                    LifTwins.doubles(
                            "fire",
                            3,
                            3,
                            DoubleScalarNetwork::fire,
                            () -> DoubleVectorNetwork::fire));

    static NetworkTwins of(DType type) {
        return type == DType.F32 ? F32 : F64;
    }
}
