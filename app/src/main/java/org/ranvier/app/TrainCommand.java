package org.ranvier.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ranvier.app.train.DataSets;
import org.ranvier.app.train.Recipe;
import org.ranvier.app.train.Recipes;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code ranvier train}. */
@Command(
        name = "train",
        description = {
            "Trains a network. Leaves its weights as safetensors, a checkpoint and a picture.",
            "Ctrl-C ends it with a checkpoint, from which --resume goes on."
        },
        modelTransformer = TrainCommand.Listing.class)
final class TrainCommand implements Callable<Integer> {
    @Mixin private TrainingOptions options;

    @Parameters(
            paramLabel = "NETWORK",
            description = "What to train, as listed below.",
            converter = ByName.class,
            completionCandidates = Names.class)
    private Recipe recipe;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "What to learn, as listed below (default: the network's own).")
    private @Nullable String data;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "How many samples make a step (default: the network's own).")
    private @Nullable Integer batch;

    @Override
    public Integer call() throws IOException {
        String name = data == null ? recipe.data() : data;
        String folder = recipe.name() + "-" + name.replaceAll("[^A-Za-z0-9,.]+", "-");
        options.run(recipe, name, batch, Path.of("out", folder));
        return 0;
    }

    /** Finds a recipe by its name. */
    static final class ByName implements ITypeConverter<Recipe> {
        @Override
        public Recipe convert(String name) {
            try {
                return Recipes.named(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** The names for completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Recipes.all().stream().map(Recipe::name).iterator();
        }
    }

    /** Lists networks and data below the options. */
    static final class Listing implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            List<String> lines = new ArrayList<>();
            for (Recipe recipe : Recipes.all()) {
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "  %-12s  %s (%s)",
                                recipe.name(),
                                recipe.description(),
                                recipe.data()));
            }
            lines.add("");
            lines.add("Data:");
            DataSets.NAMES.forEach(name -> lines.add("  " + name));
            command.usageMessage()
                    .footerHeading("%nNetworks, and their own data:%n")
                    .footer(lines.toArray(String[]::new));
            return command;
        }
    }
}
