package org.ranvier.models.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

class RbmTest {
    private static Rbm machine(Session session, int visible, int hidden, double temperature) {
        RandomStream random = new RandomStream(4);
        Tensor w = random.draw(session, Distribution.NORMAL, DType.F64, Shape.of(visible, hidden));
        Tensor b = random.draw(session, Distribution.NORMAL, DType.F64, Shape.of(visible));
        Tensor c = random.draw(session, Distribution.NORMAL, DType.F64, Shape.of(hidden));
        return new Rbm(w, b.mul(0.5), c.mul(0.5), temperature);
    }

    /** The free energy and the partition function against sums over all states. */
    @Test
    void freeEnergyAndPartitionFunctionAreSumsOverStates() {
        double t = 1.5;
        try (Session session = Ranvier.open("cpu")) {
            Rbm rbm = machine(session, 4, 3, t);
            Tensor v = rbm.everyState();
            assertEquals(Shape.of(16, 4), v.shape());
            Tensor h =
                    new Rbm(rbm.weights().transpose(), rbm.hidden(), rbm.visible(), t).everyState();
            double total = 0;
            double[] free = rbm.freeEnergy(v).toDoubleArray();
            for (int i = 0; i < 16; i++) {
                double sum = 0;
                for (int j = 0; j < 8; j++) {
                    sum += Math.exp(-rbm.energy(v.select(0, i), h.select(0, j)).item() / t);
                }
                assertEquals(-t * Math.log(sum), free[i], 1e-12);
                total += sum;
            }
            assertEquals(Math.log(total), rbm.logPartition().item(), 1e-12);
        }
    }

    /** The conditional probabilities follow from energies. */
    @OnEveryBackend
    void conditionalProbabilities(Session session) {
        Rbm rbm =
                new Rbm(
                        session.tensor(new float[] {1, -1, 0.5f, 2}, 2, 2),
                        session.tensor(new float[] {0.1f, -0.2f}),
                        session.tensor(new float[] {0.3f, 0}),
                        2);
        float[] hidden = rbm.hiddenGiven(session.tensor(new float[] {1, 1})).toFloatArray();
        assertArrayEquals(new float[] {sigma(1.8 / 2), sigma(1.0 / 2)}, hidden, 1e-6f);
        float[] visible = rbm.visibleGiven(session.tensor(new float[] {0, 1})).toFloatArray();
        assertArrayEquals(new float[] {sigma(-0.9 / 2), sigma(1.8 / 2)}, visible, 1e-6f);
    }

    private static float sigma(double x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    /** With samples of the machine itself, the direction is the likelihood's gradient. */
    @Test
    void directionIsTheGradientOfTheLikelihood() {
        try (Session session = Ranvier.open("cpu")) {
            Rbm rbm = machine(session, 6, 4, 1);
            Tensor data =
                    session.tensor(
                            new double[] {1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0},
                            3,
                            6);
            ValueAndGradients exact =
                    session.valueAndGradients(
                            List.of(rbm.weights(), rbm.visible(), rbm.hidden()),
                            () -> rbm.freeEnergy(data).mean().neg().sub(rbm.logPartition()));
            Tensor start = session.full(DType.F64, Shape.of(20_000, 6), 0);
            Tensor samples = rbm.gibbs(start, 60, new RandomStream(8));
            List<Tensor> direction = rbm.direction(data, samples);
            Tensor[] parameters = {rbm.weights(), rbm.visible(), rbm.hidden()};
            for (int i = 0; i < parameters.length; i++) {
                assertArrayEquals(
                        exact.of(parameters[i]).toDoubleArray(),
                        direction.get(i).toDoubleArray(),
                        0.02);
            }
        }
    }

    /** Persistent contrastive divergence learns two patterns and generates them. */
    @Test
    void learnsAndGenerates() {
        RandomStream random = new RandomStream(2);
        try (Session session = Ranvier.open("cpu")) {
            Tensor data = session.tensor(new double[] {1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1}, 2, 6);
            Rbm rbm = Rbm.of(session, DType.F64, 6, 4, random);
            double before = likelihood(rbm, data);
            Tensor chains = session.full(DType.F64, Shape.of(200, 6), 0);
            for (int step = 0; step < 400; step++) {
                try (Scope scope = session.scope("learn")) {
                    chains = scope.keep(rbm.gibbs(chains, 1, random));
                    rbm.learn(rbm.direction(data, chains), 0.2);
                }
            }
            double after = likelihood(rbm, data);
            assertEquals(-6 * Math.log(2), before, 0.01);
            assertTrue(after > -1.2, "log-likelihood " + after + "; at best " + -Math.log(2));
            Tensor samples = rbm.gibbs(chains, 20, random);
            Tensor like = samples.matmul(data.transpose().mul(2).sub(1)).max(1).eq(3);
            assertTrue(like.to(DType.F64).mean().item() > 0.7);
        }
    }

    private static double likelihood(Rbm rbm, Tensor data) {
        return rbm.freeEnergy(data).mean().neg().sub(rbm.logPartition()).item();
    }
}
