package org.ranvier.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ranvier.op.Op;

/**
 * What cases have compared. An entry is made when a comparison has succeeded, so the register says
 * what was tested, not what somebody meant to test.
 */
final class Coverage {
    private static final Set<Object> FORWARD = new HashSet<>();
    private static final Set<Object> GRADIENT = new HashSet<>();

    private Coverage() {}

    static synchronized void forward(Object operation) {
        FORWARD.addAll(parts(operation));
    }

    static synchronized void gradient(Object operation) {
        GRADIENT.addAll(parts(operation));
    }

    static synchronized Set<Object> forward() {
        return Set.copyOf(FORWARD);
    }

    static synchronized Set<Object> gradient() {
        return Set.copyOf(GRADIENT);
    }

    /** The kind of operation, and the function it applies. */
    private static List<Object> parts(Object operation) {
        List<Object> parts = new ArrayList<>(List.of(operation.getClass()));
        switch (operation) {
            case Op.Map map -> parts.add(map.function());
            case Op.Zip zip -> parts.add(zip.function());
            case Op.Reduce reduce -> parts.add(reduce.function());
            case Op.Random random -> parts.add(random.distribution());
            case Op.Scan scan -> parts.add(scan.recurrence());
            default -> {}
        }
        return parts;
    }

    /** All records of a sealed hierarchy. */
    static Stream<Class<?>> kinds(Class<?> sealed) {
        return sealed.isSealed()
                ? Stream.of(sealed.getPermittedSubclasses()).flatMap(Coverage::kinds)
                : Stream.of(sealed);
    }
}
