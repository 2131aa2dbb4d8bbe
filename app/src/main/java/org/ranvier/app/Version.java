package org.ranvier.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Which Ranvier this is. */
final class Version implements IVersionProvider {
    /** The version in the jar's manifest. */
    static String number() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ranvier " + number() + ", Java " + Runtime.version()};
    }
}
