package org.ranvier;

import java.util.List;
import org.ranvier.spi.Availability;
import org.ranvier.spi.Backend;
import org.ranvier.spi.BackendOptions;
import org.ranvier.spi.BackendProvider;
import org.ranvier.spi.DeviceInfo;

/** Providers, good and bad, that the service loader finds in these tests. */
public final class FakeProviders {
    private FakeProviders() {}

    /** Two devices that open. */
    public static final class Good implements BackendProvider {
        @Override
        public String name() {
            return "good";
        }

        @Override
        public Availability probe() {
            return new Availability.Available(
                    List.of(
                            FakeBackend.device("good:0", DeviceInfo.Kind.HOST),
                            FakeBackend.device("good:1", DeviceInfo.Kind.HOST)));
        }

        @Override
        public Backend open(DeviceInfo device, BackendOptions options) {
            return new FakeBackend(device, Long.MAX_VALUE);
        }
    }

    /** Looks better than the good one but does not open. */
    public static final class Promising implements BackendProvider {
        @Override
        public String name() {
            return "promising";
        }

        @Override
        public Availability probe() {
            return new Availability.Available(
                    List.of(FakeBackend.device("promising:0", DeviceInfo.Kind.NATIVE_GPU)));
        }

        @Override
        public Backend open(DeviceInfo device, BackendOptions options) {
            throw new IllegalStateException("the driver is too old");
        }
    }

    /** Throws when asked. */
    public static final class Broken implements BackendProvider {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Availability probe() {
            throw new UnsatisfiedLinkError("libbroken.so");
        }

        @Override
        public Backend open(DeviceInfo device, BackendOptions options) {
            throw new AssertionError("never found");
        }
    }

    /** Has no device here. */
    public static final class Absent implements BackendProvider {
        @Override
        public String name() {
            return "absent";
        }

        @Override
        public Availability probe() {
            return new Availability.Unavailable("no such card", "buy one");
        }

        @Override
        public Backend open(DeviceInfo device, BackendOptions options) {
            throw new AssertionError("never found");
        }
    }

    /** For tests only, never taken by itself. */
    public static final class Tests implements BackendProvider {
        @Override
        public String name() {
            return "tests";
        }

        @Override
        public Availability probe() {
            return new Availability.Available(
                    List.of(FakeBackend.device("tests", DeviceInfo.Kind.REFERENCE)));
        }

        @Override
        public Backend open(DeviceInfo device, BackendOptions options) {
            return new FakeBackend(device, Long.MAX_VALUE);
        }
    }

    /** Cannot even be made. */
    public static final class Unloadable implements BackendProvider {
        /** Throws. */
        public Unloadable() {
            throw new NoClassDefFoundError("org/missing/Library");
        }

        @Override
        public String name() {
            return "unloadable";
        }

        @Override
        public Availability probe() {
            throw new AssertionError("never made");
        }

        @Override
        public Backend open(DeviceInfo device, BackendOptions options) {
            throw new AssertionError("never made");
        }
    }
}
