package org.ranvier.op;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Layout;
import org.ranvier.Shape;

/**
 * What moves elements without computing: the views, which only make another {@link Layout}, {@link
 * Split}, which makes several at once, and {@link Assemble}, which puts parts together. Core
 * carries them out, with fills and copies where needed; a backend never sees one.
 */
public sealed interface Movement {
    /** A movement that is a view of its input. */
    sealed interface View extends Movement {
        /**
         * The layout of the view.
         *
         * @param in the layout of the viewed tensor
         * @return the view's layout
         */
        Layout apply(Layout in);
    }

    /**
     * The same elements in row-major order under another shape.
     *
     * @param shape the new shape
     */
    record Reshape(Shape shape) implements View {
        /** The layout; the input's strides allow it, core has copied otherwise. */
        @Override
        public Layout apply(Layout in) {
            Layout out = in.reshape(shape);
            if (out == null) {
                throw new IllegalStateException(
                        "reshape of " + in + " to " + shape + " needs a copy");
            }
            return out;
        }
    }

    /**
     * The axes in another order.
     *
     * @param order for each new axis, the old one
     */
    record Permute(List<Integer> order) implements View {
        /** Copies the list. */
        public Permute {
            order = List.copyOf(order);
        }

        @Override
        public Layout apply(Layout in) {
            return in.permute(order.stream().mapToInt(i -> i).toArray());
        }
    }

    /**
     * Sizes of 1, and new leading axes, repeated.
     *
     * @param shape the new shape
     */
    record Expand(Shape shape) implements View {
        @Override
        public Layout apply(Layout in) {
            return in.expand(shape);
        }
    }

    /**
     * A stepped range along each axis.
     *
     * @param region which
     */
    record Slice(Region region) implements View {
        @Override
        public Layout apply(Layout in) {
            return region.apply(in);
        }
    }

    /**
     * Sliding windows along an axis, see {@link Layout#unfold}.
     *
     * @param axis the axis
     * @param size elements of a window
     * @param step distance of windows
     * @param dilation distance of elements in a window
     */
    record Unfold(int axis, long size, long step, long dilation) implements View {
        @Override
        public Layout apply(Layout in) {
            return in.unfold(axis, size, step, dilation);
        }
    }

    /**
     * The diagonal of two axes, as a new last axis.
     *
     * @param first one axis
     * @param second the other
     */
    record Diagonal(int first, int second) implements View {
        @Override
        public Layout apply(Layout in) {
            return in.diagonal(first, second);
        }
    }

    /**
     * Pieces along an axis, a view each. They are one movement, so that their gradients are put
     * together at once: slice by slice, a sequence of T steps would take T passes over all of it.
     *
     * @param axis the axis
     * @param sizes the sizes of the pieces, which add up to the axis
     */
    record Split(int axis, List<Long> sizes) implements Movement {
        /** Copies the list. */
        public Split {
            sizes = List.copyOf(sizes);
        }

        /**
         * Where the pieces lie.
         *
         * @param shape the shape of what is cut
         * @return a region for each piece
         */
        public List<Region> regions(Shape shape) {
            List<Region> regions = new ArrayList<>(sizes.size());
            long at = 0;
            for (long size : sizes) {
                regions.add(Region.along(shape, axis, at, size, 1));
                at += size;
            }
            return regions;
        }
    }

    /**
     * Puts each input into a region of a new tensor, later ones over earlier ones; {@code fill}
     * stands where none is.
     *
     * @param shape the new tensor's shape
     * @param regions where each input goes
     * @param fill the value elsewhere
     */
    record Assemble(Shape shape, List<Region> regions, double fill) implements Movement {
        /** Copies the list. */
        public Assemble {
            regions = List.copyOf(regions);
        }

        /**
         * Whether the parts are seen to leave no gap: one is everything, or they lie one behind the
         * other along an axis.
         *
         * @return true if no fill is needed
         */
        public boolean coversAll() {
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (covers(axis)) {
                    return true;
                }
            }
            return shape.rank() == 0 && !regions.isEmpty() || shape.elements() == 0;
        }

        private boolean covers(int axis) {
            long reached = 0;
            for (Region region : regions) {
                boolean whole = region.size().with(axis, shape.size(axis)).equals(shape);
                if (whole && region.step().get(axis) == 1 && region.start().get(axis) <= reached) {
                    reached =
                            Math.max(reached, region.start().get(axis) + region.size().size(axis));
                }
            }
            return reached == shape.size(axis);
        }
    }
}
