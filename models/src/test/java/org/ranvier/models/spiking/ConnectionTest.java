package org.ranvier.models.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.random.RandomStream;
import org.ranvier.testkit.ReferenceBackend;

class ConnectionTest {
    private static Connection sparse(Session session) {
        return Connection.of(
                4,
                3,
                session.tensor(new int[] {2, 0, 2, 0, 3, 0}),
                session.tensor(new int[] {0, 1, 2, 1, 0, 2}),
                session.tensor(new float[] {1, 2, 3, 4, 5, 6}),
                session.tensor(new int[] {0, 1, 0, 1, 2, 0}));
    }

    @OnEveryBackend
    void sparseConnectionBringsWhatItsEdgesSay(Session session) {
        Tensor spikes = session.tensor(new float[] {1, 1, 0, 1});
        Tensor brought = sparse(session).deliver(spikes);
        assertArrayEquals(new long[] {3, 3}, brought.shape().toArray());
        assertArrayEquals(new float[] {0, 0, 6, 0, 6, 0, 5, 0, 0}, brought.toFloatArray());
        assertArrayEquals(
                new float[] {1, 0, 3, 0, 0, 0, 0, 0, 0},
                sparse(session).deliver(session.tensor(new float[] {0, 0, 1, 0})).toFloatArray());
        assertEquals(0, sparse(session).deliver(session.zeros(4)).sum().item());
    }

    @OnEveryBackend
    void denseConnectionIsAProductThatArrivesLater(Session session) {
        Tensor weights = session.tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Tensor brought = Connection.dense(weights, 1).deliver(session.tensor(new float[] {1, 1}));
        assertArrayEquals(new float[] {0, 0, 0, 5, 7, 9}, brought.toFloatArray());
    }

    @OnEveryBackend
    void connectionsWithoutEdgesBringNothing(Session session) {
        Tensor none = session.tensor(new int[0]);
        var empty = Connection.of(2, 3, none, none, session.tensor(new float[0]), none);
        assertArrayEquals(new float[3], empty.deliver(session.ones(2)).flatten().toFloatArray());
    }

    @Test
    void randomConnectionsHaveTheirProbability() {
        try (Session session = ReferenceBackend.open()) {
            var connection =
                    Connection.random(session, DType.F64, new RandomStream(5), 60, 50, 0.2, 0.5);
            Tensor brought = connection.deliver(session.full(DType.F64, Shape.of(60), 1));
            // 3,000 possible edges: 600 ± 22.
            assertEquals(600, brought.sum().item() / 0.5, 90);
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () ->
                            Connection.of(
                                    2,
                                    3,
                                    session.tensor(new int[] {2}),
                                    session.tensor(new int[] {0}),
                                    session.ones(1),
                                    session.tensor(new int[] {0})));
        }
    }
}
