package org.ranvier.models.optim;

/** How the learning rate changes in the course of training. */
@FunctionalInterface
public interface Schedule {
    /**
     * What the learning rate is multiplied by.
     *
     * @param step the step, from 0
     * @param total how many steps there will be
     * @return the factor
     */
    double factor(long step, long total);

    /**
     * The same rate always.
     *
     * @return the schedule
     */
    static Schedule constant() {
        return (step, total) -> 1;
    }

    /**
     * Falls by a factor at regular distances.
     *
     * @param every how many steps the rate stays the same, at least 1
     * @param decay the factor
     * @return the schedule
     */
    static Schedule step(long every, double decay) {
        if (every < 1) {
            throw new IllegalArgumentException(
                    "schedule: every " + every + " steps; expected at least 1");
        }
        return (step, total) -> Math.pow(decay, step / every);
    }

    /**
     * Falls by a factor each step.
     *
     * @param decay the factor
     * @return the schedule
     */
    static Schedule exponential(double decay) {
        return (step, total) -> Math.pow(decay, step);
    }

    /**
     * Half a cosine from 1 at the first step to the least at the last (Loshchilov and Hutter 2017).
     *
     * @param least the factor of the last step
     * @return the schedule
     */
    static Schedule cosine(double least) {
        return (step, total) -> {
            checkStep(step, total);
            return total == 1 ? 1 : between(1, least, step / (total - 1.0));
        };
    }

    /**
     * Up from {@code start} to 1 and down to {@code least} at the last step, each on half a cosine
     * (Smith and Topin 2018).
     *
     * @param rise the part of the steps in which the rate rises, from 0 to 1
     * @param start the factor of the first step
     * @param least the factor of the last step
     * @return the schedule
     */
    static Schedule oneCycle(double rise, double start, double least) {
        if (!(rise >= 0 && rise <= 1)) {
            throw new IllegalArgumentException("schedule: rise " + rise + "; expected 0 to 1");
        }
        return (step, total) -> {
            checkStep(step, total);
            double top = Math.min(rise * total, total - 1.0);
            return step < top
                    ? between(start, 1, step / top)
                    : total - 1 == top
                            ? least
                            : between(1, least, (step - top) / (total - 1 - top));
        };
    }

    /**
     * This schedule after a rise in equal steps.
     *
     * @param steps how many steps the rise takes, at least 0; this schedule runs over the rest
     * @return the schedule
     */
    default Schedule withWarmUp(long steps) {
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "schedule: warm-up of " + steps + " steps; expected at least 0");
        }
        return (step, total) ->
                step < steps
                        ? (step + 1.0) / (steps + 1)
                        : factor(step - steps, Math.max(1, total - steps));
    }

    private static double between(double from, double to, double part) {
        return to + (from - to) * (1 + Math.cos(Math.PI * part)) / 2;
    }

    private static void checkStep(long step, long total) {
        if (step < 0 || step >= total) {
            throw new IllegalArgumentException(
                    "schedule: step " + step + " of " + total + "; it ends with the last one");
        }
    }
}
