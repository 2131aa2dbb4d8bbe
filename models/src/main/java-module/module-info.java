/** Layers, losses, optimisers, data and the training loop. */
module org.ranvier.models {
    requires transitive org.ranvier.core;
    requires java.desktop;
    requires static org.jspecify;

    exports org.ranvier.models;
    exports org.ranvier.models.data;
    exports org.ranvier.models.energy;
    exports org.ranvier.models.init;
    exports org.ranvier.models.io;
    exports org.ranvier.models.layers;
    exports org.ranvier.models.loss;
    exports org.ranvier.models.nef;
    exports org.ranvier.models.networks;
    exports org.ranvier.models.neuron;
    exports org.ranvier.models.optim;
    exports org.ranvier.models.plasticity;
    exports org.ranvier.models.sequence;
    exports org.ranvier.models.spiking;
    exports org.ranvier.models.train;
}
