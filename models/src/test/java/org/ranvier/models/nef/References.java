package org.ranvier.models.nef;

import org.ranvier.Session;
import org.ranvier.models.Oracle;

/** Populations of another simulator. */
final class References {
    private static final Response LIF = new Response.Lif(0.02, 0.002);

    private References() {}

    /** A population with the reference's own gains and biases. */
    static Population population(Session session, Oracle oracle) {
        return new Population(
                LIF,
                oracle.number("radius"),
                oracle.tensor(session, "encoders"),
                session.tensor(oracle.vector("gain")),
                session.tensor(oracle.vector("bias")),
                oracle.tensor(session, "eval_points"),
                session.tensor(oracle.vector("initial_voltage")));
    }

    /** A population whose gains and biases follow from rates and intercepts. */
    static Population tuned(Session session, Oracle oracle) {
        return Population.tuned(
                LIF,
                oracle.number("radius"),
                oracle.tensor(session, "encoders"),
                session.tensor(oracle.vector("max_rates")),
                session.tensor(oracle.vector("intercepts")),
                oracle.tensor(session, "eval_points"),
                session.tensor(oracle.vector("initial_voltage")));
    }
}
