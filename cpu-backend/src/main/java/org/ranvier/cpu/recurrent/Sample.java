package org.ranvier.cpu.recurrent;

/**
 * The units of one sample.
 *
 * @param loops the passes
 * @param at where the sample's row of each operand begins, inputs first
 * @param units how many there are
 * @param row the bytes of a number for each unit
 * @param scratch memory for {@link #ROWS} rows
 */
record Sample(GateLoops loops, long[] at, int units, long row, long scratch) {
    /** Rows of scratch memory: four gates, the cell and its tangent. */
    static final int ROWS = 6;

    private long row(int number) {
        return scratch + number * row;
    }

    private long gate(int operand, int number) {
        return at[operand] + number * row;
    }

    private void run(Loop loop, long... operands) {
        loop.run(operands, units);
    }

    void lstm() {
        long c = at[4];
        lstmGates(c);
        run(loops.product(), row(3), row(5), at[3]);
    }

    void lstmGradient() {
        lstmGates(row(4));
        run(
                loops.lstmSlopes(),
                row(0),
                row(1),
                row(2),
                row(3),
                row(5),
                at[2],
                at[3],
                at[4],
                gate(5, 0),
                gate(5, 1),
                gate(5, 2),
                gate(5, 3),
                at[6]);
    }

    /** Gates in rows 0 to 3, the next cell where told, its tangent in row 5. */
    private void lstmGates(long next) {
        loops.sigmoidOfSum().run(new long[] {at[0], at[1], row(0)}, 2 * units);
        run(loops.tanhOfSum(), gate(0, 2), gate(1, 2), row(2));
        run(loops.sigmoidOfSum(), gate(0, 3), gate(1, 3), row(3));
        run(loops.cell(), row(0), row(1), row(2), at[2], next);
        run(loops.tanh(), next, row(5));
    }

    void gru() {
        gruGates();
        run(loops.blend(), row(2), row(1), at[2], at[3]);
    }

    void gruGradient() {
        gruGates();
        run(
                loops.gruSlopes(),
                row(0),
                row(1),
                row(2),
                gate(1, 2),
                at[2],
                at[3],
                gate(4, 0),
                gate(4, 1),
                gate(4, 2),
                gate(5, 0),
                gate(5, 1),
                gate(5, 2),
                at[6]);
    }

    /** Reset, update and candidate in rows 0 to 2. */
    private void gruGates() {
        loops.sigmoidOfSum().run(new long[] {at[0], at[1], row(0)}, 2 * units);
        run(loops.candidate(), gate(0, 2), row(0), gate(1, 2), row(2));
    }
}
