package org.ranvier.models.init;

import java.util.function.Function;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.linalg.Linalg;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/** How the first value of a parameter is made. */
@FunctionalInterface
public interface Init {
    /**
     * The deviation of a standard normal distribution that is cut off at ±2; a truncated normal is
     * widened by its inverse.
     */
    double TRUNCATED_DEVIATION = 0.87962566103423978;

    /**
     * Makes a first value.
     *
     * @param session where it lives
     * @param random the random numbers to take
     * @param spec its type and shape
     * @param fans how many connections lead in and out
     * @return the value
     */
    Tensor create(Session session, RandomStream random, TensorSpec spec, Fans fans);

    /**
     * For {@link Session#parameter}: an F32 tensor of a shape, with random numbers from the
     * session's stream.
     *
     * @param sizes the shape, for the fans taken as {@code [out, in, …]}
     * @return what makes it
     */
    default Function<Session, Tensor> shaped(long... sizes) {
        Shape shape = Shape.of(sizes);
        return s -> create(s, s.random(), new TensorSpec(DType.F32, shape), Fans.of(shape));
    }

    /**
     * One value everywhere.
     *
     * @param value the value
     * @return the initialiser
     */
    static Init constant(double value) {
        return (s, random, spec, fans) -> s.full(spec.dtype(), spec.shape(), value);
    }

    /**
     * Zeros.
     *
     * @return the initialiser
     */
    static Init zeros() {
        return constant(0);
    }

    /**
     * Ones.
     *
     * @return the initialiser
     */
    static Init ones() {
        return constant(1);
    }

    /**
     * Uniform on an interval.
     *
     * @param low its lower end
     * @param high its upper end
     * @return the initialiser
     */
    static Init uniform(double low, double high) {
        return (s, random, spec, fans) ->
                random.draw(s, Distribution.UNIFORM, spec.dtype(), spec.shape())
                        .mul(high - low)
                        .add(low);
    }

    /**
     * Normal.
     *
     * @param mean the mean
     * @param deviation the standard deviation
     * @return the initialiser
     */
    static Init normal(double mean, double deviation) {
        return (s, random, spec, fans) ->
                random.draw(s, Distribution.NORMAL, spec.dtype(), spec.shape())
                        .mul(deviation)
                        .add(mean);
    }

    /**
     * Normal with mean 0, cut off at two deviations of the uncut distribution, and scaled so that
     * the cut one has the deviation asked for.
     *
     * @param deviation the standard deviation of what is drawn
     * @return the initialiser
     */
    static Init truncatedNormal(double deviation) {
        return (s, random, spec, fans) -> {
            Tensor z = random.draw(s, Distribution.NORMAL, spec.dtype(), spec.shape());
            Tensor inside = z.abs().le(2);
            while (inside.all().item() == 0) {
                Tensor again = random.draw(s, Distribution.NORMAL, spec.dtype(), spec.shape());
                z = inside.where(z, again);
                inside = z.abs().le(2);
            }
            return z.mul(deviation / TRUNCATED_DEVIATION);
        };
    }

    /**
     * Normal with deviation {@code 1/√fan-in}, which keeps the variance of a linear layer's output
     * (LeCun et al. 1998).
     *
     * @return the initialiser
     */
    static Init fanIn() {
        return kaimingNormal(1);
    }

    /**
     * For {@link Session#parameter}: a weight to multiply with from the right, {@code x.matmul(w)};
     * normal with deviation {@code 1/√in}.
     *
     * @param in rows
     * @param out columns
     * @return what makes it
     */
    static Function<Session, Tensor> fanIn(long in, long out) {
        return normal(0, 1 / Math.sqrt(in)).shaped(in, out);
    }

    /**
     * Uniform with deviation {@code √(2/(fan-in + fan-out))} (Glorot and Bengio 2010).
     *
     * @return the initialiser
     */
    static Init xavierUniform() {
        return (s, random, spec, fans) -> uniform(s, random, spec, fans, xavierDeviation(fans));
    }

    /**
     * Normal with deviation {@code √(2/(fan-in + fan-out))} (Glorot and Bengio 2010).
     *
     * @return the initialiser
     */
    static Init xavierNormal() {
        return (s, random, spec, fans) ->
                normal(0, xavierDeviation(fans)).create(s, random, spec, fans);
    }

    /**
     * Uniform with deviation {@code √2/√fan-in}, for ReLU (He et al. 2015).
     *
     * @return the initialiser
     */
    static Init kaimingUniform() {
        return kaimingUniform(Math.sqrt(2));
    }

    /**
     * Uniform with deviation {@code gain/√fan-in}.
     *
     * @param gain how much the activation that follows shrinks, √2 for ReLU
     * @return the initialiser
     */
    static Init kaimingUniform(double gain) {
        return (s, random, spec, fans) ->
                uniform(s, random, spec, fans, gain / Math.sqrt(fans.in()));
    }

    /**
     * Normal with deviation {@code √2/√fan-in}, for ReLU (He et al. 2015).
     *
     * @return the initialiser
     */
    static Init kaimingNormal() {
        return kaimingNormal(Math.sqrt(2));
    }

    /**
     * Normal with deviation {@code gain/√fan-in}.
     *
     * @param gain how much the activation that follows shrinks, √2 for ReLU
     * @return the initialiser
     */
    static Init kaimingNormal(double gain) {
        return (s, random, spec, fans) ->
                normal(0, gain / Math.sqrt(fans.in())).create(s, random, spec, fans);
    }

    /**
     * Truncated normal with deviation {@code √2/√fan-in}, for ReLU.
     *
     * @return the initialiser
     */
    static Init kaimingTruncated() {
        return (s, random, spec, fans) ->
                truncatedNormal(Math.sqrt(2 / fans.in())).create(s, random, spec, fans);
    }

    /**
     * Orthogonal rows or columns, whichever are fewer, as a matrix {@code [out, rest]} (Saxe et al.
     * 2014): the Q of a normal matrix's QR decomposition, with signs that make it uniform over all
     * such matrices.
     *
     * @param gain what the unit vectors are multiplied by
     * @return the initialiser
     */
    static Init orthogonal(double gain) {
        return (s, random, spec, fans) -> {
            long rows = spec.shape().rank() == 0 ? 1 : spec.shape().size(0);
            long columns = spec.shape().elements() / Math.max(1, rows);
            Shape tall = Shape.of(Math.max(rows, columns), Math.min(rows, columns));
            Tensor normal = random.draw(s, Distribution.NORMAL, spec.dtype(), tall);
            Linalg.Qr qr = Linalg.qr(normal);
            Tensor signs = qr.r().diagonal(0, 1).sign();
            Tensor q = qr.q().mul(signs).mul(gain);
            return (rows < columns ? q.transpose() : q).reshape(spec.shape());
        };
    }

    private static double xavierDeviation(Fans fans) {
        return Math.sqrt(2 / (fans.in() + fans.out()));
    }

    /** A uniform distribution on ±b has deviation b/√3. */
    private static Tensor uniform(
            Session s, RandomStream random, TensorSpec spec, Fans fans, double deviation) {
        double bound = Math.sqrt(3) * deviation;
        return uniform(-bound, bound).create(s, random, spec, fans);
    }
}
