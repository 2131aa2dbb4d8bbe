/** Layers, losses, optimisers, data and the training loop. */
module org.ranvier.models {
    requires transitive org.ranvier.core;
    requires static org.jspecify;

    exports org.ranvier.models;
}
