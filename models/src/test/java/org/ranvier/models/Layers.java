package org.ranvier.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.autodiff.GradientCheck;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/** What tests of layers share. */
public final class Layers {
    private Layers() {}

    public static Tensor normal(Session s, long seed, long... sizes) {
        return new RandomStream(seed).draw(s, Distribution.NORMAL, DType.F64, Shape.of(sizes));
    }

    public static Tensor counting(Session s, long... sizes) {
        Shape shape = Shape.of(sizes);
        return s.arange(shape.elements()).to(DType.F32).reshape(shape);
    }

    /** The output of a layer without parameters. */
    public static Tensor run(Layer layer, Tensor x) {
        return Model.build(x.session(), layer, 1, x.shape(), x.dtype()).predict(x);
    }

    /** The output as training gives it. */
    public static Tensor train(Layer layer, Tensor x) {
        return Model.build(x.session(), layer, 1, x.shape(), x.dtype()).train(x);
    }

    public static void set(Model model, String path, double... values) {
        Tensor p = model.state().tensors().get(path);
        p.copyFrom(p.session().tensor(values).reshape(p.shape()));
    }

    /** Gradients with respect to input and all parameters, in F64. */
    public static void checkGradients(Session s, Layer layer, boolean training, long... sizes) {
        Tensor x = normal(s, 3, sizes);
        Model model = Model.build(s, layer, 1, x.shape(), DType.F64);
        List<String> names = List.copyOf(model.parameters().keySet());
        List<Tensor> at = new ArrayList<>(List.of(x));
        for (int i = 0; i < names.size(); i++) {
            at.add(normal(s, 10 + i, model.parameters().get(names.get(i)).shape().toArray()));
        }
        GradientCheck.check(
                        in -> {
                            Map<String, Tensor> parameters = new LinkedHashMap<>();
                            for (int i = 0; i < names.size(); i++) {
                                parameters.put(names.get(i), in.get(i + 1));
                            }
                            return model.runWith(parameters, in.get(0), training);
                        },
                        at)
                .assertPassed();
    }

    public static void assertValues(double tolerance, Tensor actual, double... expected) {
        assertArrayEquals(expected, actual.toDoubleArray(), tolerance);
    }
}
