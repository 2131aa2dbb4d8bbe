package org.ranvier.cpu.neuron;

import java.util.Arrays;
import java.util.List;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.Kinetics;

/**
 * A step of Hodgkin–Huxley neurons, in blocks whose rates and slopes stay in the first-level cache:
 * from J, V, m, h, n and perhaps G to V, m, h, n. The constants are those of {@link #constants}.
 */
final class HodgkinHuxley implements Pass {
    /** Bytes of one quantity of a block. */
    private static final int ROW = 2048;

    private static final int RATES = 6;
    private static final int STATE = 4;

    /** Where the constants of the rates begin. */
    private static final int OF_RATES = 9;

    private final HodgkinHuxleyStep.Method method;
    private final Membrane membrane;
    private final Pass[] forms;

    /** Rates have the given forms, in the order of {@link Kinetics#rates}. */
    HodgkinHuxley(HodgkinHuxleyStep.Method method, List<Kinetics.Form> forms, Membrane membrane) {
        this.method = method;
        this.membrane = membrane;
        this.forms = forms.stream().map(membrane::rate).toArray(Pass[]::new);
    }

    /**
     * gNa, gK, gL, vNa, vK, gL·vL, C, −Δt/C, Δt; then for each rate what is added to V, what that
     * is multiplied by, and the rate's factor.
     */
    static double[] constants(HodgkinHuxleyStep op) {
        HodgkinHuxleyStep.Membrane m = op.membrane();
        double[] c = new double[OF_RATES + 3 * RATES];
        c[0] = m.gNa();
        c[1] = m.gK();
        c[2] = m.gL();
        c[3] = m.vNa();
        c[4] = m.vK();
        c[5] = m.gL() * m.vL();
        c[6] = m.capacitance();
        c[7] = -op.dt() / m.capacitance();
        c[8] = op.dt();
        int i = OF_RATES;
        for (Kinetics.Rate rate : m.kinetics().rates()) {
            c[i++] = -rate.at();
            c[i++] = 1 / rate.width();
            c[i++] = rate.scale();
        }
        return c;
    }

    @Override
    public void run(double[] c, long[] at, int n) {
        int bytes = membrane.type().byteSize();
        int most = ROW / bytes;
        Block block =
                new Block(c, Work.local().address(Work.Use.STATE, ROW * (RATES + 3L * STATE + 3)));
        for (int i = 0; i < n; i += most) {
            block.move(at, (long) i * bytes, Math.min(most, n - i));
            block.step();
        }
    }

    /** Some neurons; states and slopes are given by the addresses of V, m, h, n. */
    private final class Block {
        private final double[] c;
        private final double dt;
        private final double[][] rateConstants = new double[RATES][];
        private final long[] rates = new long[RATES];
        private final long[] slopes = new long[STATE];
        private final long[] stage = new long[STATE];
        private final long[] sum = new long[STATE];
        private final long[] from = new long[STATE];
        private final long[] to = new long[STATE];
        private final long drive;
        private final long conductance;
        private final long none;
        private long current;
        private long synapses;
        private int n;

        Block(double[] c, long scratch) {
            this.c = c;
            this.dt = c[8];
            for (int k = 0; k < RATES; k++) {
                rates[k] = scratch + (long) k * ROW;
                int first = OF_RATES + 3 * k;
                rateConstants[k] = Arrays.copyOfRange(c, first, first + 3);
            }
            for (int k = 0; k < STATE; k++) {
                slopes[k] = scratch + (RATES + k) * (long) ROW;
                stage[k] = scratch + (RATES + STATE + k) * (long) ROW;
                sum[k] = scratch + (RATES + 2 * STATE + k) * (long) ROW;
            }
            drive = scratch + (RATES + 3 * STATE) * (long) ROW;
            conductance = drive + ROW;
            none = conductance + ROW;
            Raw.ALL.asSlice(none, ROW).fill((byte) 0);
        }

        void move(long[] at, long offset, int count) {
            n = count;
            int inputs = at.length - STATE;
            current = at[0] + offset;
            synapses = inputs > 1 + STATE ? at[1 + STATE] + offset : none;
            for (int k = 0; k < STATE; k++) {
                from[k] = at[1 + k] + offset;
                to[k] = at[inputs + k] + offset;
            }
        }

        void step() {
            switch (method) {
                case EULER -> {
                    slopes(from);
                    plus(from, dt, to);
                }
                case EXPONENTIAL_EULER -> {
                    relax();
                    relaxGates(from[0]);
                }
                case STAGGERED -> {
                    relax();
                    relaxGates(to[0]);
                }
                case RK4 -> rungeKutta();
            }
        }

        private void rungeKutta() {
            slopes(from);
            plus(from, dt / 6, sum);
            plus(from, dt / 2, stage);
            slopes(stage);
            plus(sum, dt / 3, sum);
            plus(from, dt / 2, stage);
            slopes(stage);
            plus(sum, dt / 3, sum);
            plus(from, dt, stage);
            slopes(stage);
            plus(sum, dt / 6, to);
        }

        /** α and β of m, h and n at a potential. */
        private void rates(long v) {
            for (int k = 0; k < RATES; k++) {
                forms[k].run(rateConstants[k], new long[] {v, rates[k]}, n);
            }
        }

        private void slopes(long[] y) {
            rates(y[0]);
            conductances(y);
            membrane.slope().run(c, new long[] {drive, conductance, y[0], slopes[0]}, n);
            for (int k = 1; k < STATE; k++) {
                long[] at = {rates[2 * k - 2], rates[2 * k - 1], y[k], slopes[k]};
                membrane.gateSlope().run(c, at, n);
            }
        }

        private void plus(long[] y, double time, long[] result) {
            double[] times = {time};
            for (int k = 0; k < STATE; k++) {
                membrane.plus().run(times, new long[] {y[k], slopes[k], result[k]}, n);
            }
        }

        private void relax() {
            conductances(from);
            membrane.relax().run(c, new long[] {drive, conductance, from[0], to[0]}, n);
        }

        private void conductances(long[] y) {
            long[] at = {current, y[1], y[2], y[3], synapses, drive, conductance};
            membrane.conductances().run(c, at, n);
        }

        private void relaxGates(long v) {
            rates(v);
            double[] times = {-dt};
            for (int k = 1; k < STATE; k++) {
                long[] at = {rates[2 * k - 2], rates[2 * k - 1], from[k], to[k]};
                membrane.relaxGate().run(times, at, n);
            }
        }
    }
}
