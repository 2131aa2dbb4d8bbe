package org.ranvier.models.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.autodiff.GradientCheck;
import org.ranvier.models.Layer;
import org.ranvier.models.Layers;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.Sequential;
import org.ranvier.models.init.Init;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.optim.Descent;
import org.ranvier.models.optim.Sgd;
import org.ranvier.models.train.GradientNorms;

/** The worked numbers of back-propagation. */
class BackPropagationTest {
    private static Model workedNetwork(Session s) {
        Model model =
                Model.build(
                        s,
                        Sequential.of(
                                Dense.of(2, 2),
                                Activation.LOGISTIC,
                                Dense.of(2, 2),
                                Activation.LOGISTIC),
                        0,
                        Shape.of(1, 2),
                        DType.F64);
        Layers.set(model, "0.weight", 0.15, 0.20, 0.25, 0.30);
        Layers.set(model, "0.bias", 0.35, 0.35);
        Layers.set(model, "2.weight", 0.40, 0.45, 0.50, 0.55);
        Layers.set(model, "2.bias", 0.60, 0.60);
        return model;
    }

    @OnEveryBackend
    void theWorkedTwoLayerNetwork(Session s) {
        Model model = workedNetwork(s);
        Tensor x = s.tensor(new double[] {0.05, 0.10}, 1, 2);
        Tensor target = s.tensor(new double[] {0.01, 0.99}, 1, 2);
        Tensor hidden =
                x.matmul(model.parameters().get("0.weight").transpose())
                        .add(model.parameters().get("0.bias"))
                        .sigmoid();
        assertValues(5e-7, hidden, 0.593270, 0.596884);
        assertValues(5e-7, model.predict(x), 0.751365, 0.772928);
        List<Tensor> parameters = List.copyOf(model.parameters().values());
        ValueAndGradients r =
                s.valueAndGradients(
                        parameters, () -> Loss.halfSquaredError().of(model.train(x), target));
        assertEquals(0.298371, r.value().item(), 5e-7);
        Tensor w5 = model.parameters().get("2.weight");
        assertEquals(0.082167, r.of(w5).toDoubleArray()[0], 5e-7);
        try (Descent descent = new Descent(s, model.parameters(), Sgd.of(0.5))) {
            descent.step(r.gradients(), 1);
        }
        assertEquals(0.358916, w5.toDoubleArray()[0], 5e-7);
    }

    @OnEveryBackend
    void centralDifferencesAgree(Session s) {
        Model model = workedNetwork(s);
        Tensor x = s.tensor(new double[] {0.05, 0.10}, 1, 2);
        Tensor target = s.tensor(new double[] {0.01, 0.99}, 1, 2);
        List<String> names = List.copyOf(model.parameters().keySet());
        GradientCheck.Report report =
                GradientCheck.check(
                        in -> {
                            Map<String, Tensor> values = new LinkedHashMap<>();
                            for (int i = 0; i < names.size(); i++) {
                                values.put(names.get(i), in.get(i));
                            }
                            return Loss.halfSquaredError()
                                    .of(model.runWith(values, x, true), target);
                        },
                        List.copyOf(model.parameters().values()));
        report.assertPassed();
        assertEquals(12, report.checked());
    }

    @OnEveryBackend
    void gradientsExplodeAlongAChainOfSteepNodes(Session s) {
        List<Layer> chain = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            chain.add(Dense.of(1, 1).withInit(Init.constant(8)).withBiasInit(Init.constant(-4)));
            chain.add(Activation.LOGISTIC);
        }
        Model model = Model.build(s, new Sequential(chain), 0, Shape.of(1, 1), DType.F64);
        Tensor x = s.tensor(new double[] {0.5}, 1, 1);
        Tensor target = s.tensor(new double[] {1}, 1, 1);
        Map<String, Double> norms = GradientNorms.of(model, Loss.halfSquaredError(), x, target);
        assertEquals(16 * norms.get("8.bias"), norms.get("0.bias"), 0);
        assertEquals(16 * norms.get("8.weight"), norms.get("0.weight"), 0);
    }

    @OnEveryBackend
    void remediesAgainstVanishingGradients(Session s) {
        double plain = ratio(s, Activation.LOGISTIC, Init.normal(0, 0.1));
        assertTrue(plain < 1e-3, "ratio " + plain);
        assertTrue(ratio(s, Activation.LOGISTIC, Init.fanIn()) > 5 * plain);
        assertTrue(ratio(s, Activation.LOGISTIC.withAddedSlope(0.5), Init.fanIn()) > 100 * plain);
        assertTrue(ratio(s, Activation.RELU, Init.kaimingNormal()) > 100 * plain);
    }

    /** The gradient norm of the first layer's weights over that of the last's. */
    private static double ratio(Session s, Layer activation, Init init) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            layers.add(Dense.of(20, 20).withInit(init));
            layers.add(activation);
        }
        Model model = Model.build(s, new Sequential(layers), 5, Shape.of(8, 20), DType.F64);
        Tensor x = Layers.normal(s, 1, 8, 20);
        Tensor target = Layers.normal(s, 2, 8, 20);
        Map<String, Double> norms = GradientNorms.of(model, Loss.meanSquaredError(), x, target);
        return norms.get("0.weight") / norms.get("8.weight");
    }
}
