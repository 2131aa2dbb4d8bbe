package org.ranvier.app.train;

import java.util.List;
import java.util.stream.Collectors;
import org.ranvier.Shape;
import org.ranvier.models.Layer;
import org.ranvier.models.Sequential;
import org.ranvier.models.data.Augmentation;
import org.ranvier.models.layers.Flatten;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.networks.Cnn;
import org.ranvier.models.networks.Mlp;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.optim.Schedule;
import org.ranvier.models.train.Trainer;

/** The recipes there are. */
public final class Recipes {
    private static final List<Recipe> ALL =
            List.of(
                    new Classifier(
                            "cnn",
                            "four convolutions with batch normalisation, for small images",
                            "digits",
                            10,
                            64,
                            Recipes::cnn),
                    new Classifier(
                            "resnet",
                            "a small residual network, for small images",
                            "digits",
                            8,
                            64,
                            Recipes::resnet),
                    new Classifier(
                            "mlp",
                            "a multi-layer perceptron with 256 hidden units",
                            "digits",
                            10,
                            64,
                            Recipes::mlp),
                    new NamesRecipe(),
                    new TransformerRecipe(),
                    new SpikingRecipe(),
                    new PerceptronRecipe());

    private Recipes() {}

    /**
     * All recipes.
     *
     * @return in the order in which they are listed
     */
    public static List<Recipe> all() {
        return ALL;
    }

    /**
     * The recipe of a name.
     *
     * @param name the name
     * @return the recipe
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static Recipe named(String name) {
        return ALL.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown network \""
                                        + name
                                        + "\"; there are "
                                        + ALL.stream()
                                                .map(Recipe::name)
                                                .collect(Collectors.joining(", "))));
    }

    private static Trainer cnn(Shape sample, int classes) {
        checkImage("cnn", sample);
        if (sample.size(1) != sample.size(2)) {
            throw new IllegalArgumentException(
                    "cnn: images are " + sample + "; expected as many rows as columns");
        }
        if (sample.size(1) < 12) {
            return classifier(Cnn.leNet(sample.size(0), sample.size(1), classes));
        }
        Layer network = Cnn.normalised(sample.size(0), sample.size(1), classes);
        return Trainer.of(network, Loss.softmaxCrossEntropy(), Adam.of(3e-3))
                .schedule(Schedule.cosine(0))
                .augmentation(Augmentation.affine(1.5, 12, 0));
    }

    private static Trainer resnet(Shape sample, int classes) {
        checkImage("resnet", sample);
        return classifier(Cnn.resNet(sample.size(0), 16, classes));
    }

    private static Trainer mlp(Shape sample, int classes) {
        return classifier(Sequential.of(Flatten.of(), Mlp.of(sample.elements(), 256, classes)));
    }

    private static void checkImage(String network, Shape sample) {
        if (sample.rank() != 3) {
            throw new IllegalArgumentException(
                    network
                            + ": samples have shape "
                            + sample
                            + "; expected images [channels, height, width]");
        }
    }

    private static Trainer classifier(Layer network) {
        return Trainer.of(network, Loss.softmaxCrossEntropy(), Adam.of(1e-3));
    }
}
