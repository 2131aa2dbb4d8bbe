package org.ranvier.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ranvier.app.train.Recipe;
import org.ranvier.app.train.Recipes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ranvier demo}. */
@Command(
        name = "demo",
        description =
                "Trains a convolutional network on 4,000 handwritten digits, tries it on 1,000"
                        + " others and draws how it did.")
final class DemoCommand implements Callable<Integer> {
    @Mixin private TrainingOptions options;

    @Override
    public Integer call() throws IOException {
        Recipe recipe = Recipes.named("cnn");
        options.run(recipe, recipe.data(), null, Path.of("out", "demo"));
        return 0;
    }
}
