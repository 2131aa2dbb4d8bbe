package org.ranvier.cpu.twin;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kernel in two forms that give the same bits: scalar code, which is soon fast and runs on every
 * JVM, and vectors, which are the fastest once the optimising compiler has seen them. The vectors
 * are tried in the background when the kernel has had some work, and used from when they win.
 *
 * @param <K> the type of the kernel
 */
public final class Twin<K> {
    /**
     * Work that a kernel must have had before its vectors are tried: some ten milliseconds, nearly
     * what trying costs. A program that is over sooner does not pay for it.
     */
    private static final long ENOUGH = 1 << 22;

    private static final long SCALAR_GRAIN = 1 << 13;
    private static final long VECTOR_GRAIN = 1 << 16;

    private final String name;
    private final K scalar;
    private final Supplier<@Nullable K> vector;
    private final Consumer<K> trial;
    private final AtomicLong work = new AtomicLong();
    private final AtomicBoolean requested = new AtomicBoolean();
    private volatile @Nullable K winner;

    /**
     * A kernel in two forms.
     *
     * @param name what it is, for logs
     * @param scalar the scalar form
     * @param vector gives the vector form, or null if there is none; not asked where the JVM has no
     *     vectors, so that no class of theirs is loaded
     * @param trial runs a kernel for some microseconds on memory of its own, from any thread
     */
    public Twin(String name, K scalar, Supplier<@Nullable K> vector, Consumer<K> trial) {
        this.name = name;
        this.scalar = scalar;
        this.vector = vector;
        this.trial = trial;
    }

    /**
     * The form to use now.
     *
     * @param elements about how many elements it will work on
     * @return the kernel
     */
    public K get(long elements) {
        return switch (Vectors.mode()) {
            case OFF -> scalar;
            case ON -> vector();
            case AUTO -> {
                K kernel = winner;
                yield kernel != null ? kernel : cold(elements);
            }
        };
    }

    private K cold(long elements) {
        if (work.addAndGet(elements) > ENOUGH && requested.compareAndSet(false, true)) {
            WarmUp.submit(this);
        }
        return scalar;
    }

    /**
     * How many elements make it worth to wake another thread.
     *
     * @param kernel what {@link #get} gave
     * @return the number
     */
    public long grain(K kernel) {
        return kernel == scalar ? SCALAR_GRAIN : VECTOR_GRAIN;
    }

    /**
     * The scalar form.
     *
     * @return it
     */
    public K scalar() {
        return scalar;
    }

    /**
     * The vector form, or the scalar form if there is none.
     *
     * @return it
     */
    public K vector() {
        K kernel = vector.get();
        return kernel != null ? kernel : scalar;
    }

    String name() {
        return name;
    }

    void tryOut(K kernel) {
        trial.accept(kernel);
    }

    void settle(K kernel) {
        winner = kernel;
    }
}
