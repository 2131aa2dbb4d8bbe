package org.ranvier.models.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * What stands in the header of a safetensors file, checked.
 *
 * @param entries where each tensor's elements lie
 * @param metadata what the file holds besides
 */
record SafeTensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";
    static final int PREFIX_BYTES = 8;

    /** As in the format's own library, so that a damaged length cannot exhaust the memory. */
    private static final long MAX_HEADER = 100_000_000;

    private static final ValueLayout.OfLong LENGTH =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The format's types with the bits of an element. */
    private static final Map<String, Integer> BITS =
            Map.ofEntries(
                    Map.entry("BOOL", 8),
                    Map.entry("U8", 8),
                    Map.entry("I8", 8),
                    Map.entry("F8_E5M2", 8),
                    Map.entry("F8_E4M3", 8),
                    Map.entry("I16", 16),
                    Map.entry("U16", 16),
                    Map.entry("F16", 16),
                    Map.entry("BF16", 16),
                    Map.entry("I32", 32),
                    Map.entry("U32", 32),
                    Map.entry("F32", 32),
                    Map.entry("I64", 64),
                    Map.entry("U64", 64),
                    Map.entry("F64", 64));

    /** Where a tensor's elements lie, from the beginning of the data. */
    record Entry(String type, Shape shape, long begin, long end) {
        DType dtype(Path path, String name) {
            for (DType dtype : DType.values()) {
                if (dtype.name().equals(type)) {
                    return dtype;
                }
            }
            throw new IllegalArgumentException(
                    path
                            + ": "
                            + name
                            + " has type "
                            + type
                            + ", which has no counterpart here; convert it to F32 first");
        }

        void checkFits(Path path, String name, Tensor target) {
            DType dtype = dtype(path, name);
            boolean convertible = dtype.isFloating() && target.dtype().isFloating();
            if (!shape.equals(target.shape()) || dtype != target.dtype() && !convertible) {
                throw new IllegalArgumentException(
                        path
                                + ": "
                                + name
                                + " is "
                                + dtype
                                + shape
                                + ", expected "
                                + target.spec()
                                + "; the file belongs to another network");
            }
        }
    }

    Entry entry(Path path, String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    path + ": there is no tensor " + name + "; there are " + entries.keySet());
        }
        return entry;
    }

    static void checkNames(
            Path path, Collection<String> present, String prefix, Set<String> wanted) {
        Set<String> missing = new TreeSet<>(wanted);
        present.forEach(missing::remove);
        Set<String> surplus = new TreeSet<>();
        present.stream()
                .filter(name -> name.startsWith(prefix) && !wanted.contains(name))
                .forEach(surplus::add);
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            throw new IllegalArgumentException(
                    path
                            + ": the file belongs to another network; it lacks "
                            + missing
                            + " and has unknown "
                            + surplus);
        }
    }

    static long dataStart(Path path, MemorySegment file) throws IOException {
        if (file.byteSize() < PREFIX_BYTES) {
            throw fault(path, "it is cut off: " + file.byteSize() + " bytes hold no header");
        }
        long length = file.get(LENGTH, 0);
        long room = file.byteSize() - PREFIX_BYTES;
        if (length < 0 || length > MAX_HEADER || length > room) {
            throw fault(
                    path,
                    "its header should take "
                            + Long.toUnsignedString(length)
                            + " bytes of "
                            + room
                            + ", at most "
                            + MAX_HEADER
                            + "; it is cut off or no safetensors file");
        }
        return PREFIX_BYTES + length;
    }

    static SafeTensorsHeader read(Path path, MemorySegment file, long dataStart, long dataSize)
            throws IOException {
        byte[] text =
                file.asSlice(PREFIX_BYTES, dataStart - PREFIX_BYTES).toArray(ValueLayout.JAVA_BYTE);
        try {
            Map<String, Entry> entries = new LinkedHashMap<>();
            Map<String, String> metadata = new LinkedHashMap<>();
            object(Json.parse(new String(text, StandardCharsets.UTF_8)))
                    .forEach((name, value) -> {
                        if (name.equals(METADATA)) {
                            object(value).forEach((k, v) -> metadata.put(k, (String) v));
                        } else {
                            entries.put(name, entry(name, object(value)));
                        }
                    });
            checkCovered(entries, dataSize);
            return new SafeTensorsHeader(entries, metadata);
        } catch (IllegalArgumentException | ClassCastException | ArithmeticException e) {
            throw new IOException(path + ": not a valid safetensors file: " + e.getMessage(), e);
        }
    }

    private static Entry entry(String name, Map<String, @Nullable Object> fields) {
        if (!(fields.get("dtype") instanceof String type)
                || !(fields.get("shape") instanceof List<?> sizes)
                || !(fields.get("data_offsets") instanceof List<?> offsets)
                || offsets.size() != 2) {
            throw new IllegalArgumentException(
                    name + " lacks dtype, shape or two data_offsets: " + fields);
        }
        Integer bits = BITS.get(type);
        if (bits == null) {
            throw new IllegalArgumentException(name + " has the unknown dtype " + type);
        }
        Shape shape = Shape.of(sizes.stream().mapToLong(size -> (Long) size).toArray());
        Entry entry = new Entry(type, shape, (Long) offsets.get(0), (Long) offsets.get(1));
        long bytes = Math.multiplyExact(shape.elements(), bits / 8L);
        if (entry.begin() < 0 || entry.end() - entry.begin() != bytes) {
            throw new IllegalArgumentException(
                    name
                            + " takes "
                            + bytes
                            + " bytes as "
                            + type
                            + shape
                            + ", its offsets are "
                            + offsets);
        }
        return entry;
    }

    private static void checkCovered(Map<String, Entry> entries, long dataSize) {
        List<Map.Entry<String, Entry>> ordered = new ArrayList<>(entries.entrySet());
        ordered.sort(
                Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
                        .thenComparingLong(e -> e.getValue().end()));
        long end = 0;
        for (Map.Entry<String, Entry> e : ordered) {
            if (e.getValue().begin() != end) {
                throw new IllegalArgumentException(
                        e.getKey()
                                + " begins at "
                                + e.getValue().begin()
                                + ", expected "
                                + end
                                + ": tensors overlap or leave a gap");
            }
            end = e.getValue().end();
        }
        if (end != dataSize) {
            throw new IllegalArgumentException(
                    end > dataSize
                            ? "it is cut off: " + dataSize + " of " + end + " bytes of data"
                            : dataSize - end + " bytes follow after the last tensor");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException("expected an object in the header, found " + value);
    }

    private static IOException fault(Path path, String what) {
        return new IOException(path + ": not a valid safetensors file: " + what);
    }
}
