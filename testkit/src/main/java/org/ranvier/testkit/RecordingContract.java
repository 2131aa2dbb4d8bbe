package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Recording;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.op.AdamStep;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.Op;
import org.ranvier.op.Softmax;
import org.ranvier.op.Window;

/** Steps that are recorded and repeated. */
interface RecordingContract extends Contract {
    @Test
    default void aReplayComputesFromWhatItsTensorsHoldNow() {
        Tensor x = device().tensor(new float[] {1, 2, 3});
        List<Tensor> y = new ArrayList<>();
        try (Recording step = device().record(() -> y.add(x.mul(2).add(1)))) {
            assertArrayEquals(new float[] {3, 5, 7}, y.get(0).toFloatArray());
            x.copyFrom(device().tensor(new float[] {4, 5, 6}));
            assertArrayEquals(new float[] {3, 5, 7}, y.get(0).toFloatArray());
            step.replay();
            assertArrayEquals(new float[] {9, 11, 13}, y.get(0).toFloatArray());
        }
        assertArrayEquals(new float[] {9, 11, 13}, y.get(0).toFloatArray());
    }

    @Test
    default void replayedTrainingIsTrainingToTheLastBit() {
        float[] eager = trained(false);
        assertArrayEquals(eager, trained(true));
        assertTrue(eager[eager.length - 1] < eager[0], "the loss falls");
    }

    /** The losses of some steps on changing batches. */
    private float[] trained(boolean recorded) {
        Tensor w = Value.noise(DType.F32, Shape.of(4, 2, 3, 3), 1).on(device());
        Tensor v = Value.noise(DType.F32, Shape.of(100, 3), 2).on(device()).mul(0.1);
        Tensor x = device().zeros(6, 2, 5, 5);
        Tensor rows = device().arange(100);
        Tensor wanted =
                device().eye(DType.F32, 3).take(device().tensor(new int[] {0, 1, 2, 0, 1, 2}), 0);
        Tensor loss = device().zeros(1);
        Runnable step =
                () -> {
                    try (Scope _ = device().scope()) {
                        descend(x, w, v, rows, wanted, loss);
                    }
                };
        float[] losses = new float[6];
        Recording recording = null;
        for (int i = 0; i < losses.length; i++) {
            x.copyFrom(Value.noise(DType.F32, x.shape(), 10 + i % 2).on(device()));
            if (recording != null) {
                recording.replay();
            } else if (recorded) {
                recording = device().record(step);
            } else {
                step.run();
            }
            losses[i] = loss.toFloatArray()[0];
        }
        if (recording != null) {
            recording.close();
        }
        return losses;
    }

    private void descend(Tensor x, Tensor w, Tensor v, Tensor rows, Tensor wanted, Tensor loss) {
        Window window = Window.of(3, 1, 1);
        Conv conv = new Conv(new ConvGeometry(List.of(window, window), 1));
        ValueAndGradients found =
                device().valueAndGradients(
                                List.of(w, v),
                                () -> {
                                    Tensor y = device().apply(conv, List.of(x, w)).get(0).relu();
                                    Tensor z = y.flatten(1, -1).matmul(v.take(rows, 0));
                                    Op softmax = new Softmax(1, false);
                                    Tensor p = device().apply(softmax, List.of(z)).get(0);
                                    return p.sub(wanted).square().mean();
                                });
        w.addInPlace(found.of(w), -0.05);
        v.addInPlace(found.of(v), -0.05);
        loss.copyFrom(found.value().reshape(1));
    }

    @Test
    default void replayedAdamStepsAreAdamStepsToTheLastBit() {
        for (DType type : new DType[] {DType.F32, DType.F64}) {
            assertArrayEquals(adam(type, false), adam(type, true));
        }
    }

    /** A parameter after steps whose learning rate changes. */
    private double[] adam(DType type, boolean recorded) {
        Tensor w = Value.noise(type, Shape.of(300), 1).on(device());
        Tensor m = w.zerosLike();
        Tensor v = w.zerosLike();
        Tensor numbers = device().full(type, Shape.of(9), 0);
        Recording recording = null;
        for (int t = 1; t <= 6; t++) {
            AdamStep step = new AdamStep(0.1 / t, 0.9, 0.99, 1e-3, 0.1, true, t);
            Shape shape = Shape.of(step.numbers().length);
            numbers.copyFrom(Value.of(type, shape, step.numbers()).on(device()));
            if (!recorded) {
                Tensor g = w.sin();
                device().applyInto(step, List.of(w, g, m, v), List.of(w, m, v));
            } else if (recording == null) {
                recording =
                        device().record(() -> {
                            Tensor g = w.sin();
                            List<Tensor> in = List.of(numbers, w, g, m, v);
                            device().applyInto(step, in, List.of(w, m, v));
                        });
            } else {
                recording.replay();
            }
        }
        if (recording != null) {
            recording.close();
        }
        return Comparison.elements(w);
    }

    /** They are operands that a recording meets for the first time, and outlive it. */
    @Test
    default void numbersInARecordingStayAsTheyAre() {
        Tensor x = device().tensor(new float[] {1, 2, 3});
        List<Tensor> y = new ArrayList<>();
        try (Recording step = device().record(() -> y.add(x.mul(41).add(17)))) {
            for (int i = 0; i < 200; i++) {
                try (Scope _ = device().scope()) {
                    x.mul(1000 + i);
                }
            }
            device().trimMemory();
            step.replay();
            assertArrayEquals(new float[] {58, 99, 140}, y.get(0).toFloatArray());
        }
        assertArrayEquals(new float[] {58, 99, 140}, x.mul(41).add(17).toFloatArray());
    }

    @Test
    default void nothingElseLivesInTheMemoryOfARecording() {
        Tensor x = device().ones(64);
        List<Tensor> y = new ArrayList<>();
        try (Recording step =
                device().record(() -> {
                    try (Scope inner = device().scope()) {
                        Tensor doubled = x.add(x).exp().log();
                        y.add(inner.keep(doubled.mul(3)));
                    }
                })) {
            y.get(0).close();
            List<Tensor> others = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                others.add(device().full(DType.F32, Shape.of(64), i));
            }
            step.replay();
            for (int i = 0; i < 6; i++) {
                assertEquals(64 * i, others.get(i).sum().item());
            }
        }
    }

    @Test
    default void whatARecordingReadsStaysThereAfterItIsClosed() {
        Tensor x = device().full(DType.F32, Shape.of(64), 2);
        List<Tensor> y = new ArrayList<>();
        try (Recording step = device().record(() -> y.add(x.square()))) {
            x.close();
            device().full(DType.F32, Shape.of(64), 9);
            step.replay();
            assertEquals(4 * 64, y.get(0).sum().item(), 1e-3);
        }
    }

    @Test
    default void whatCannotBeRepeatedIsRefused() {
        Tensor x = device().ones(3);
        refused("read", () -> x.sum().item());
        refused("tensor", () -> x.add(device().tensor(new float[] {1, 2, 3})));
        refused("random", () -> x.add(device().randn(3)));
        AdamStep adam = new AdamStep(0.1, 0.9, 0.999, 1e-8, 0, false, 1);
        Tensor m = device().zeros(3);
        Tensor v = device().zeros(3);
        refused(
                "adam_step",
                () -> device().applyInto(adam, List.of(x, x.copy(), m, v), List.of(x, m, v)));
        refused("another recording", () -> device().record(() -> x.add(1)));
        assertEquals(3, x.sum().item());
    }

    private void refused(String what, Runnable step) {
        var e = assertThrows(IllegalStateException.class, () -> device().record(step));
        assertTrue(String.valueOf(e.getMessage()).contains(what), e.getMessage());
    }

    @Test
    default void aClosedRecordingCannotBeReplayed() {
        Tensor x = device().ones(3);
        Recording step = device().record(() -> x.addInPlace(x));
        step.close();
        step.close();
        assertThrows(IllegalStateException.class, step::replay);
        assertArrayEquals(new float[] {2, 2, 2}, x.toFloatArray());
    }

    @Test
    default void aRecordingEndsWithItsSession() {
        Session session = another(SessionOptions.defaults());
        Tensor x = session.ones(3);
        Recording step = session.record(() -> x.addInPlace(x));
        session.close();
        assertThrows(IllegalStateException.class, step::replay);
    }
}
