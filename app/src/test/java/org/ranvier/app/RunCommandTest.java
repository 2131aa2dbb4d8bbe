package org.ranvier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ranvier.app.run.Experiment;
import org.ranvier.app.run.Experiments;

class RunCommandTest {
    /** Of every experiment only the beginning. */
    private static final double SHARE = 0.02;

    @TempDir private Path folder;

    static Stream<Experiment> experiments() {
        return Experiments.all().stream();
    }

    @Test
    void helpListsEveryNetwork() {
        String help = Run.of("run", "--help").out();
        for (Experiment experiment : Experiments.all()) {
            assertTrue(help.contains(experiment.name()), help);
        }
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void everyNetworkRunsAndDraws(Experiment experiment) throws IOException {
        Run run =
                experiment.duration() > 0
                        ? run(
                                experiment.name(),
                                "--duration",
                                Double.toString(experiment.duration() * SHARE))
                        : run(experiment.name());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith(experiment.name() + ": "), run.out());
        var picture = ImageIO.read(folder.resolve("results.png").toFile());
        int width = picture.getWidth();
        long colours =
                IntStream.range(0, width * picture.getHeight())
                        .map(i -> picture.getRGB(i % width, i / width))
                        .distinct()
                        .count();
        assertTrue(colours > 20, colours + " colours");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hodgkin-huxley --dtype I32 | --dtype: networks are not run in I32; expected F32",
                "hodgkin-huxley --duration 0 | --duration: 0.0; expected above 0",
                "lenet | unknown network \"lenet\"; there are hodgkin-huxley",
            })
    void mistakesAreNamed(String line, String message) {
        Run run = run(line.split(" "));
        assertEquals(2, run.code());
        assertTrue(run.err().contains(message), run.err());
    }

    private Run run(String... arguments) {
        return Run.of(
                Stream.of(
                                Stream.of("run"),
                                Stream.of(arguments),
                                Stream.of("--backend", "cpu", "--out", folder.toString()))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }
}
