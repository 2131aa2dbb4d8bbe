package org.ranvier.cpu.attention;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.TwinBits;
import org.ranvier.op.Attention;
import org.ranvier.op.AttentionGradient;
import org.ranvier.spi.Operand;

/** Queries that straddle tiles, and keys that straddle blocks. */
class AttentionKernelsTest {
    private final Random random = new Random(8);

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void attentionHasTheSameBitsInEveryWay(DType type) {
        for (boolean causal : new boolean[] {false, true}) {
            attend(type, 3, 130, 200, 17, 9, causal);
            attend(type, 1, 1, 300, 64, 64, causal);
            attend(type, 2, 70, 33, 8, 24, causal);
        }
    }

    private void attend(
            DType type,
            long batch,
            long queries,
            long keys,
            long width,
            long values,
            boolean causal) {
        List<Operand> in = new ArrayList<>();
        in.add(TestOperand.random(random, type, Shape.of(batch, queries, width)));
        in.add(TestOperand.random(random, type, Shape.of(batch, keys, width)));
        in.add(TestOperand.random(random, type, Shape.of(batch, keys, values)));
        Operand g = TestOperand.random(random, type, Shape.of(batch, queries, values));
        check(new Attention(0.4, causal, false), in, g);
        in.add(TwinBits.truths(Shape.of(batch, queries, keys)));
        check(new Attention(-0.4, causal, true), in, g);
    }

    private static void check(Attention attention, List<Operand> in, Operand g) {
        TwinBits.check(
                (workers, op, x, y) -> AttentionKernels.execute(workers, (Attention) op, x, y),
                attention,
                in.toArray(Operand[]::new));
        List<Operand> more = new ArrayList<>(in);
        more.add(3, g);
        TwinBits.check(
                (workers, op, x, y) ->
                        AttentionKernels.execute(workers, (AttentionGradient) op, x, y),
                new AttentionGradient(attention),
                more.toArray(Operand[]::new));
    }
}
