package org.ranvier.models.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;

import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;

class PerceptronTest {
    private static Tensor inputs(Session s) {
        return s.tensor(new double[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    }

    @OnEveryBackend
    void givenWeightsComputeAnd(Session s) {
        try (Perceptron p = Perceptron.threshold(s.tensor(new double[] {0.5, 0.5}), -0.8)) {
            assertValues(0, p.output(inputs(s)), 0, 0, 0, 1);
        }
    }

    @OnEveryBackend
    void oneStepOfTheRule(Session s) {
        try (Perceptron p = Perceptron.threshold(s.tensor(new double[] {0.6, -0.2}), -0.1)) {
            Tensor sample = s.tensor(new double[] {0, 1});
            boolean right = p.learn(sample, s.tensor(new double[] {1}).squeeze(0));
            assertFalse(right);
            assertValues(1e-15, p.weight(), 0.6, 0.8);
            assertValues(1e-15, p.bias(), 0.9);
        }
    }

    @OnEveryBackend
    void findsAndAndOr(Session s) {
        for (double[] targets : new double[][] {{0, 0, 0, 1}, {0, 1, 1, 1}}) {
            try (Perceptron p = Perceptron.threshold(s.tensor(new double[] {0, 0}), 0)) {
                Perceptron.Outcome outcome = p.fit(inputs(s), s.tensor(targets), 100);
                assertTrue(outcome.converged());
                assertTrue(outcome.epochs() < 20);
                assertValues(0, p.output(inputs(s)), targets);
            }
        }
    }

    @OnEveryBackend
    void signUnitsLearnWithMinusOneAndOne(Session s) {
        try (Perceptron p = Perceptron.sign(s.tensor(new double[] {0, 0}), 0)) {
            Tensor targets = s.tensor(new double[] {-1, -1, -1, 1});
            assertTrue(p.fit(inputs(s), targets, 100).converged());
            assertValues(0, p.output(inputs(s)), -1, -1, -1, 1);
        }
    }

    @OnEveryBackend
    void reportsThatXorDoesNotConverge(Session s) {
        try (Perceptron p = Perceptron.threshold(s.tensor(new double[] {0, 0}), 0)) {
            Tensor targets = s.tensor(new double[] {0, 1, 1, 0});
            Perceptron.Outcome outcome = p.fit(inputs(s), targets, 100);
            assertFalse(outcome.converged());
            assertEquals(100, outcome.epochs());
            assertTrue(outcome.errors() > 0);
        }
    }
}
