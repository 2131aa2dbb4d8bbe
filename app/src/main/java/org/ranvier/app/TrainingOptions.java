package org.ranvier.app;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ranvier.Session;
import org.ranvier.app.train.DataSets;
import org.ranvier.app.train.Job;
import org.ranvier.app.train.Recipe;
import org.ranvier.models.data.Split;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that trains. */
final class TrainingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin private DeviceOptions device;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often the data are gone through (default: the network's own).")
    private @Nullable Integer epochs;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Where the files go; old ones are replaced (default: a folder of its own in"
                            + " out).")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            description = "Go on from the checkpoint in that folder, to the same weights.")
    private boolean resume;

    void run(Recipe recipe, String data, @Nullable Integer batch, Path folder) throws IOException {
        Split split = DataSets.load(data);
        try (Session session = device.open();
                Interruption interruption = new Interruption()) {
            recipe.train(
                    new Job(
                            session,
                            split,
                            data,
                            device.seed(),
                            epochs,
                            batch,
                            out == null ? folder : out,
                            resume,
                            interruption::requested,
                            command.commandLine().getOut()));
        }
    }
}
