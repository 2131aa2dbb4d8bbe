package org.ranvier.app.run;

import java.util.List;
import java.util.stream.Collectors;

/** The experiments there are. */
public final class Experiments {
    private static final List<Experiment> ALL =
            List.of(
                    new HodgkinHuxleyExperiment(),
                    new LifExperiment(),
                    SpikingExperiment.cuba(),
                    SpikingExperiment.cobahh(),
                    new PopulationExperiment(),
                    new ProductExperiment(),
                    new IntegratorExperiment(),
                    FlowExperiment.oscillator(),
                    FlowExperiment.vanDerPol(),
                    FlowExperiment.lorenz(),
                    new HopfieldExperiment());

    private Experiments() {}

    /**
     * All experiments.
     *
     * @return in the order in which they are listed
     */
    public static List<Experiment> all() {
        return ALL;
    }

    /**
     * The experiment of a name.
     *
     * @param name the name
     * @return the experiment
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static Experiment named(String name) {
        return ALL.stream()
                .filter(experiment -> experiment.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown network \""
                                        + name
                                        + "\"; there are "
                                        + ALL.stream()
                                                .map(Experiment::name)
                                                .collect(Collectors.joining(", "))));
    }
}
