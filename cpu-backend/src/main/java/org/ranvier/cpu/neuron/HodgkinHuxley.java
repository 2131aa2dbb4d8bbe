package org.ranvier.cpu.neuron;

import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.op.HodgkinHuxleyStep;

/**
 * A step of Hodgkin–Huxley neurons, in blocks whose rates and slopes stay in the first-level cache:
 * from J, V, m, h, n to V, m, h, n. The constants are those of {@link #constants}.
 */
final class HodgkinHuxley implements Pass {
    /** Bytes of one quantity of a block. */
    private static final int ROW = 2048;

    private static final int RATES = 6;
    private static final int STATE = 4;

    private static final double[] SODIUM_OPENS = {40, 0.1, 1};
    private static final double[] SODIUM_CLOSES = {65, -1.0 / 18, 4};
    private static final double[] INACTIVATION_ENDS = {65, -1.0 / 20, 0.07};
    private static final double[] INACTIVATES = {35, 0.1};
    private static final double[] POTASSIUM_OPENS = {55, 0.1, 0.1};
    private static final double[] POTASSIUM_CLOSES = {65, -1.0 / 80, 0.125};

    private final HodgkinHuxleyStep.Method method;
    private final Membrane membrane;

    HodgkinHuxley(HodgkinHuxleyStep.Method method, Membrane membrane) {
        this.method = method;
        this.membrane = membrane;
    }

    /** gNa, gK, gL, vNa, vK, gL·vL, C, −Δt/C, Δt. */
    static double[] constants(HodgkinHuxleyStep op) {
        HodgkinHuxleyStep.Membrane m = op.membrane();
        return new double[] {
            m.gNa(),
            m.gK(),
            m.gL(),
            m.vNa(),
            m.vK(),
            m.gL() * m.vL(),
            m.capacitance(),
            -op.dt() / m.capacitance(),
            op.dt()
        };
    }

    @Override
    public void run(double[] c, long[] at, int n) {
        int bytes = membrane.type().byteSize();
        int most = ROW / bytes;
        Block block =
                new Block(c, Work.local().address(Work.Use.STATE, ROW * (RATES + 3L * STATE)));
        for (int i = 0; i < n; i += most) {
            block.move(at, (long) i * bytes, Math.min(most, n - i));
            block.step();
        }
    }

    /** Some neurons; states and slopes are given by the addresses of V, m, h, n. */
    private final class Block {
        private final double[] c;
        private final double dt;
        private final long[] rates = new long[RATES];
        private final long[] slopes = new long[STATE];
        private final long[] stage = new long[STATE];
        private final long[] sum = new long[STATE];
        private final long[] from = new long[STATE];
        private final long[] to = new long[STATE];
        private long current;
        private int n;

        Block(double[] c, long scratch) {
            this.c = c;
            this.dt = c[8];
            for (int k = 0; k < RATES; k++) {
                rates[k] = scratch + (long) k * ROW;
            }
            for (int k = 0; k < STATE; k++) {
                slopes[k] = scratch + (RATES + k) * (long) ROW;
                stage[k] = scratch + (RATES + STATE + k) * (long) ROW;
                sum[k] = scratch + (RATES + 2 * STATE + k) * (long) ROW;
            }
        }

        void move(long[] at, long offset, int count) {
            n = count;
            current = at[0] + offset;
            for (int k = 0; k < STATE; k++) {
                from[k] = at[1 + k] + offset;
                to[k] = at[1 + STATE + k] + offset;
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
            membrane.ramp().run(SODIUM_OPENS, new long[] {v, rates[0]}, n);
            membrane.exponential().run(SODIUM_CLOSES, new long[] {v, rates[1]}, n);
            membrane.exponential().run(INACTIVATION_ENDS, new long[] {v, rates[2]}, n);
            membrane.sigmoid().run(INACTIVATES, new long[] {v, rates[3]}, n);
            membrane.ramp().run(POTASSIUM_OPENS, new long[] {v, rates[4]}, n);
            membrane.exponential().run(POTASSIUM_CLOSES, new long[] {v, rates[5]}, n);
        }

        private void slopes(long[] y) {
            rates(y[0]);
            membrane.slope().run(c, new long[] {current, y[0], y[1], y[2], y[3], slopes[0]}, n);
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
            membrane.relax()
                    .run(c, new long[] {current, from[0], from[1], from[2], from[3], to[0]}, n);
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
