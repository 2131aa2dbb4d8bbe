package org.ranvier.cuda;

import org.ranvier.spi.Availability;

/** Prints what the provider says, for a JVM of its own in another environment. */
final class ProbeMain {
    private ProbeMain() {}

    public static void main(String[] args) {
        switch (new CudaProvider().probe()) {
            case Availability.Available available -> System.out.println(available.devices());
            case Availability.Unavailable unavailable -> System.out.println(unavailable);
        }
    }
}
