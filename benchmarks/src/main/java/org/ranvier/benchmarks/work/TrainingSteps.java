package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.models.Model;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.optim.Descent;

/** Whole training steps: forward, backward, Adam. */
final class TrainingSteps {
    private TrainingSteps() {}

    static List<Workload> all() {
        return List.of(
                classifier(Network.MLP).quickly(),
                classifier(Network.LENET).quickly(),
                classifier(Network.CNN),
                classifier(Network.LSTM),
                workload(
                        Network.TRANSFORMER,
                        Loss.meanSquaredError(),
                        s -> s.full(DType.F32, Network.TRANSFORMER.input(), 0)));
    }

    private static Workload classifier(Network network) {
        return workload(
                network,
                Loss.softmaxCrossEntropy(),
                s -> Make.indices(s, network.input().size(0), 10));
    }

    private static Workload workload(Network network, Loss loss, Function<Session, Tensor> target) {
        return Make.task(
                Family.TRAINING,
                "training step f32 " + network.name(),
                new Cost(6 * network.products(), 0),
                s -> step(s, network, loss, target.apply(s)));
    }

    private static Task step(Session s, Network network, Loss loss, Tensor target) {
        Model model = Model.build(s, network.layer(), 1, network.input());
        Descent descent = new Descent(s, model.parameters(), Adam.of(1e-3));
        Tensor x = Make.normal(s, network.input());
        List<Tensor> parameters = List.copyOf(model.parameters().values());
        List<Tensor> in = new ArrayList<>(List.of(x, target));
        in.addAll(parameters);
        return new Task(
                in,
                () -> {
                    ValueAndGradients r =
                            s.valueAndGradients(parameters, () -> loss.of(model.train(x), target));
                    descent.step(r.gradients(), 1);
                    return List.of(r.value());
                });
    }
}
