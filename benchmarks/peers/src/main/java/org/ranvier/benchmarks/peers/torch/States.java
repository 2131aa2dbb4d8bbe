package org.ranvier.benchmarks.peers.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The optimiser of the C++ interface, and spiking neurons from tensor operations. */
final class States {
    private States() {}

    static Map<String, Kernel> all() {
        return Map.of(
                "adam", States::adam,
                "lif plain", (_, in) -> () -> lif(in, false),
                "lif refractory", (_, in) -> () -> lif(in, true));
    }

    /** Moments are the optimiser's own, which begin at zero. */
    private static Supplier<List<Tensor>> adam(String workload, List<Tensor> in) {
        Tensor weights = in.get(0).set_requires_grad(true);
        weights.mutable_grad().put(in.get(1));
        Adam optimizer = new Adam(new TensorVector(weights), new AdamOptions(1e-3));
        return () -> {
            optimizer.step();
            return List.of(weights);
        };
    }

    /** Decay e^(−1/20), threshold 1, reset to zero, held for two steps after a spike. */
    private static List<Tensor> lif(List<Tensor> in, boolean refractory) {
        Scalar decay = new Scalar((float) Math.exp(-1.0 / 20));
        Scalar gain = new Scalar((float) (1 - Math.exp(-1.0 / 20)));
        Scalar one = new Scalar(1f);
        Tensor v = in.get(1);
        Tensor hold = in.get(2);
        List<Tensor> spikes = new ArrayList<>();
        List<Tensor> potentials = new ArrayList<>();
        TensorVector currents = in.get(0).unbind(0);
        for (long t = 0; t < currents.size(); t++) {
            Tensor u = v.mul(decay).add(currents.get(t), gain);
            Tensor s;
            if (refractory) {
                Tensor held = hold.gt(new Scalar(0f));
                u = torch.where(held, v, u);
                s = u.gt(one).logical_and(held.logical_not()).to(torch.ScalarType.Float);
                hold = hold.sub(one).clamp_min(new Scalar(0f)).add(s, new Scalar(2f));
            } else {
                s = u.gt(one).to(torch.ScalarType.Float);
            }
            v = u.sub(u.mul(s));
            spikes.add(s);
            potentials.add(u);
        }
        return List.of(stack(spikes), stack(potentials), v, hold);
    }

    private static Tensor stack(List<Tensor> steps) {
        return steps.size() == 1
                ? steps.get(0).unsqueeze(0)
                : torch.stack(new TensorVector(steps.toArray(Tensor[]::new)), 0);
    }
}
