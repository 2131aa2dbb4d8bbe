package org.ranvier.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.AdagradStep;
import org.ranvier.op.AdamStep;
import org.ranvier.op.Attention;
import org.ranvier.op.AttentionGradient;
import org.ranvier.op.AveragePool;
import org.ranvier.op.AveragePoolGradient;
import org.ranvier.op.BatchNorm;
import org.ranvier.op.BatchNormGradient;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.CrossEntropy;
import org.ranvier.op.CrossEntropyGradient;
import org.ranvier.op.GeluGradient;
import org.ranvier.op.LayerNorm;
import org.ranvier.op.LayerNormGradient;
import org.ranvier.op.MaxPool;
import org.ranvier.op.MaxPoolGradient;
import org.ranvier.op.Op;
import org.ranvier.op.RmsPropStep;
import org.ranvier.op.SgdStep;
import org.ranvier.op.Softmax;
import org.ranvier.op.Unary;
import org.ranvier.op.Window;

/** Gradients of fused operations. */
interface FusedGradientContract extends Contract {
    private static Value noise(long... sizes) {
        return Value.noise(DType.F64, Shape.of(sizes), Arrays.hashCode(sizes));
    }

    private static Value positive(long... sizes) {
        Shape shape = Shape.of(sizes);
        return Value.uniform(DType.F64, shape, shape.hashCode(), 0.5, 1.5);
    }

    private DynamicTest gradient(Op op, Value... in) {
        return test("gradient of " + op, () -> checkGradient(op, in));
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfConvolutions() {
        return tests(
                "gradient of conv",
                ConvCases.small(),
                c -> {
                    Value x = Value.noise(DType.F64, c.x(), 1);
                    Value w = Value.noise(DType.F64, c.weight(), 2);
                    Value g = Value.noise(DType.F64, c.output(), 3);
                    checkGradient(new Conv(c.geometry()), x, w);
                    checkGradient(new ConvInputGradient(c.geometry(), c.x()), w, g);
                    checkGradient(new ConvWeightGradient(c.geometry(), c.weight()), x, g);
                });
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfPooling() {
        List<Window> line = List.of(new Window(3, 2, 1, 0, 1, 1));
        List<Window> image = List.of(Window.of(2, 1, 1), new Window(2, 2, 0, 0, 0, 2));
        Value positions = Value.of(DType.I32, Shape.of(1, 2, 2), 0, 3, 1, 1);
        return Stream.of(
                gradient(new MaxPool(line), noise(1, 2, 5)),
                gradient(new MaxPool(image), noise(1, 1, 3, 5)),
                gradient(new AveragePool(line, true), noise(1, 2, 5)),
                gradient(new AveragePool(image, false), noise(1, 1, 3, 5)),
                gradient(new AveragePoolGradient(Shape.of(1, 2, 5), line, true), noise(1, 2, 3)),
                test(
                        "gradient of max_pool_gradient",
                        () -> {
                            Op op = new MaxPoolGradient(Shape.of(1, 2, 4));
                            Tensor at = positions.on(device());
                            checkGradient(
                                    in ->
                                            device().apply(op, List.of(in.get(0), at))
                                                    .get(0)
                                                    .square(),
                                    noise(1, 2, 2));
                        }));
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfGeluGradients() {
        return Stream.of(Unary.GELU, Unary.GELU_TANH)
                .map(f -> gradient(new GeluGradient(f), noise(2, 4), noise(2, 4)));
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfNormalisation() {
        return Stream.of(
                gradient(new Softmax(1, false), noise(2, 4)),
                gradient(new Softmax(0, false), noise(3, 2)),
                gradient(new Softmax(1, true), noise(2, 4)),
                gradient(new LayerNorm(0.1), noise(2, 4), noise(4), noise(4)),
                gradient(new LayerNorm(0.1), noise(2, 2, 2), noise(2, 2), noise(2, 2)),
                gradient(
                        new LayerNormGradient(0.1),
                        noise(2, 4),
                        noise(4),
                        Value.noise(DType.F64, Shape.of(2, 4), 7)),
                gradient(new BatchNorm(0.1), noise(4, 2), noise(2), noise(2)),
                gradient(new BatchNorm(0.1), noise(2, 2, 3), noise(2), noise(2)),
                test(
                        "gradient of batch_norm without that of its statistics",
                        () ->
                                checkGradient(
                                        in -> device().apply(new BatchNorm(0.1), in).get(0),
                                        noise(3, 2),
                                        noise(2),
                                        noise(2))),
                gradient(
                        new BatchNormGradient(0.1),
                        noise(3, 2),
                        noise(2),
                        Value.noise(DType.F64, Shape.of(2), 8),
                        positive(2),
                        Value.noise(DType.F64, Shape.of(3, 2), 9)));
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfCrossEntropy() {
        return tests(
                "gradient of cross_entropy with smoothing",
                Stream.of(0.0, 0.3),
                smoothing -> {
                    Tensor targets = device().tensor(new int[] {2, -1, 0});
                    Op loss = new CrossEntropy(-1, smoothing);
                    Op slope = new CrossEntropyGradient(-1, smoothing);
                    checkGradient(
                            in -> device().apply(loss, List.of(in.get(0), targets)).get(0),
                            noise(3, 3));
                    checkGradient(
                            in ->
                                    device().apply(slope, List.of(in.get(0), targets, in.get(1)))
                                            .get(0),
                            noise(3, 3),
                            noise(3));
                });
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfAttention() {
        Value mask = Value.of(DType.BOOL, Shape.of(1, 2, 3), 1, 0, 1, 0, 1, 1);
        return tests(
                "gradient of attention, causal",
                Stream.of(false, true),
                causal -> {
                    Value[] in = {noise(1, 2, 2), noise(1, 3, 2), noise(1, 3, 1)};
                    checkGradient(new Attention(0.7, causal, false), in);
                    Tensor allowed = mask.on(device());
                    Op masked = new Attention(0.7, causal, true);
                    checkGradient(
                            x -> {
                                List<Tensor> all = new ArrayList<>(x);
                                all.add(allowed);
                                return device().apply(masked, all).get(0);
                            },
                            in);
                    Op slope = new AttentionGradient(new Attention(0.7, causal, false));
                    checkGradient(slope, in[0], in[1], in[2], noise(1, 2, 1));
                });
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfOptimizerSteps() {
        Value w = noise(3);
        Value g = Value.noise(DType.F64, Shape.of(3), 5);
        Value m = Value.noise(DType.F64, Shape.of(3), 6);
        return Stream.of(
                gradient(new AdamStep(0.1, 0.9, 0.99, 0.1, 0.1, false, 3), w, g, m, positive(3)),
                gradient(new AdamStep(0.1, 0.9, 0.99, 0.1, 0.1, true, 3), w, g, m, positive(3)),
                gradient(new SgdStep(0.1, 0, 1, false, 0.1), w, g),
                gradient(new SgdStep(0.1, 0.9, 0.5, true, 0.1), w, g, m),
                gradient(new RmsPropStep(0.1, 0.9, 0.1, 0.1), w, g, positive(3)),
                gradient(new AdagradStep(0.1, 0.1, 0.1), w, g, positive(3)));
    }
}
