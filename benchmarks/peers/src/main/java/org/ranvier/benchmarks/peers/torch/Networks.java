package org.ranvier.benchmarks.peers.torch;

import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The networks of the training steps; parameters in the order of Ranvier's models. */
final class Networks {
    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] ZERO = {0, 0};
    private static final double EPSILON = 1e-5;

    private Networks() {}

    static Tensor mlp(Tensor x, List<Tensor> p) {
        return dense(dense(dense(x, p, 0).relu(), p, 2).relu(), p, 4);
    }

    static Tensor leNet(Tensor x, List<Tensor> p) {
        Tensor maps = pool(conv(pool(conv(x, p, 0, 2).relu()), p, 2, 0).relu());
        return dense(dense(dense(maps.flatten(1, -1), p, 4).relu(), p, 6).relu(), p, 8);
    }

    static Tensor cnn(Tensor x, List<Tensor> p) {
        Tensor maps = pool(conv(pool(conv(x, p, 0, 1).relu()), p, 2, 1).relu());
        return dense(dense(maps.flatten(1, -1), p, 4).relu(), p, 6);
    }

    /** Weight, bias and recurrent weights; libtorch's second bias stays zero and is not trained. */
    static Tensor lstm(Tensor x, List<Tensor> p) {
        long units = p.get(2).size(1);
        Tensor none = torch.zeros(1, x.size(0), units);
        Tensor noBias = torch.zeros(4 * units);
        var out =
                torch.lstm(
                        x,
                        new TensorVector(none, none),
                        new TensorVector(p.get(0), p.get(2), p.get(1), noBias),
                        true,
                        1,
                        0,
                        true,
                        false,
                        true);
        return dense(out.get0().select(1, -1), p, 3);
    }

    /** A causal block that normalises before its parts; eight heads. */
    static Tensor transformerBlock(Tensor x, List<Tensor> p) {
        Tensor normal = norm(x, p, 0);
        Tensor k = heads(dense(normal, p, 2));
        Tensor v = heads(dense(normal, p, 4));
        Tensor q = heads(dense(normal, p, 6));
        Tensor found =
                torch.scaled_dot_product_attention(
                        q, k, v, new TensorOptional(), 0, true, new DoubleOptional(), false);
        Tensor y = x.add(dense(found.transpose(1, 2).reshape(x.sizes().vec().get()), p, 8));
        Tensor inside = torch.gelu(dense(norm(y, p, 10), p, 12));
        return y.add(dense(inside, p, 14));
    }

    private static Tensor heads(Tensor x) {
        return x.view(x.size(0), x.size(1), 8, x.size(2) / 8).transpose(1, 2);
    }

    private static Tensor norm(Tensor x, List<Tensor> p, int at) {
        return torch.layer_norm(
                x,
                new long[] {x.size(-1)},
                new TensorOptional(p.get(at)),
                new TensorOptional(p.get(at + 1)),
                EPSILON,
                true);
    }

    private static Tensor dense(Tensor x, List<Tensor> p, int at) {
        return torch.linear(x, p.get(at), new TensorOptional(p.get(at + 1)));
    }

    private static Tensor conv(Tensor x, List<Tensor> p, int at, long padding) {
        return torch.conv2d(
                x,
                p.get(at),
                new TensorOptional(p.get(at + 1)),
                ONE,
                new long[] {padding, padding},
                ONE,
                1);
    }

    private static Tensor pool(Tensor x) {
        return torch.max_pool2d(x, TWO, TWO, ZERO, ONE, false);
    }
}
