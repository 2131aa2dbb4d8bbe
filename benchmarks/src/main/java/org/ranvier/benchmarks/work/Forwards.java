package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.models.Model;

/** Forward passes of whole networks, as after training. */
final class Forwards {
    private Forwards() {}

    static List<Workload> all() {
        return Stream.of(Network.MLP, Network.LENET, Network.CNN, Network.TRANSFORMER)
                .map(Forwards::forward)
                .toList();
    }

    private static Workload forward(Network network) {
        Workload workload =
                Make.task(
                        Family.FORWARD,
                        "forward f32 " + network.name(),
                        new Cost(2 * network.products(), 0),
                        s -> forward(s, network));
        return network == Network.MLP ? workload.quickly() : workload;
    }

    private static Task forward(Session s, Network network) {
        Model model = Model.build(s, network.layer(), 1, network.input());
        Tensor x = Make.normal(s, network.input());
        List<Tensor> in = new ArrayList<>(List.of(x));
        in.addAll(model.parameters().values());
        return new Task(in, () -> List.of(model.predict(x)));
    }
}
