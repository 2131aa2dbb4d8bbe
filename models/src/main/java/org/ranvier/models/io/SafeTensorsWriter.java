package org.ranvier.models.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.Tensor;

/** Writes safetensors files: larger types first, so that every tensor is aligned. */
final class SafeTensorsWriter {
    private static final ValueLayout.OfLong LENGTH =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int ALIGNMENT = 8;

    private SafeTensorsWriter() {}

    static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IOException(path + ": safetensors is little-endian, this machine is not");
        }
        Path whole = path.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
        ordered.sort(
                Comparator.comparingInt(
                                (Map.Entry<String, Tensor> e) -> -e.getValue().dtype().byteSize())
                        .thenComparing(Map.Entry::getKey));
        try {
            fill(part, ordered, header(ordered, metadata));
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static byte[] header(
            List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            fields.put(SafeTensorsHeader.METADATA, metadata);
        }
        long at = 0;
        for (Map.Entry<String, Tensor> entry : tensors) {
            Tensor tensor = entry.getValue();
            long end = at + tensor.spec().byteSize();
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("dtype", tensor.dtype().name());
            field.put("shape", Arrays.stream(tensor.shape().toArray()).boxed().toList());
            field.put("data_offsets", List.of(at, end));
            fields.put(entry.getKey(), field);
            at = end;
        }
        String text = Json.write(fields);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat(Math.floorMod(-length, ALIGNMENT)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void fill(Path part, List<Map.Entry<String, Tensor>> tensors, byte[] header)
            throws IOException {
        long data = tensors.stream().mapToLong(e -> e.getValue().spec().byteSize()).sum();
        long size = SafeTensorsHeader.PREFIX_BYTES + header.length + data;
        try (FileChannel channel =
                        FileChannel.open(
                                part,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
            file.set(LENGTH, 0, header.length);
            MemorySegment.copy(
                    header,
                    0,
                    file,
                    ValueLayout.JAVA_BYTE,
                    SafeTensorsHeader.PREFIX_BYTES,
                    header.length);
            long at = SafeTensorsHeader.PREFIX_BYTES + header.length;
            for (Map.Entry<String, Tensor> entry : tensors) {
                long bytes = entry.getValue().spec().byteSize();
                entry.getValue().copyTo(file.asSlice(at, bytes));
                at += bytes;
            }
            file.force();
        }
    }
}
