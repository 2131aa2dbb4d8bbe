package org.ranvier.models.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * An open file of named tensors in the format safetensors: eight bytes with the length of a header,
 * the header in JSON, then the elements of all tensors without gaps. The file is mapped into memory
 * and elements are read when they are asked for.
 *
 * <p>What cannot be a whole, valid file is refused with {@link IOException} when it is opened.
 */
public final class SafeTensors implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment data;
    private final SafeTensorsHeader header;

    private SafeTensors(Path path, Arena arena, MemorySegment data, SafeTensorsHeader header) {
        this.path = path;
        this.arena = arena;
        this.data = data;
        this.header = header;
    }

    /**
     * Opens a file.
     *
     * @param path where it is
     * @return the file, to be closed
     * @throws IOException if it cannot be read, is damaged, cut off or not of this format
     */
    public static SafeTensors open(Path path) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            MemorySegment file =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asReadOnly();
            long dataStart = SafeTensorsHeader.dataStart(path, file);
            SafeTensorsHeader header =
                    SafeTensorsHeader.read(path, file, dataStart, size - dataStart);
            return new SafeTensors(path, arena, file.asSlice(dataStart), header);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /**
     * Writes tensors to a file. It takes the place of an old one in one move, when it is complete.
     *
     * @param path where to
     * @param tensors the tensors by name
     * @param metadata what else is to be kept
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        SafeTensorsWriter.write(path, tensors, metadata);
    }

    /**
     * The names of the tensors.
     *
     * @return in the header's order
     */
    public Set<String> names() {
        return header.entries().keySet();
    }

    /**
     * What the file holds besides.
     *
     * @return empty if nothing
     */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /**
     * The shape of a tensor.
     *
     * @param name one of {@link #names}
     * @return its shape
     */
    public Shape shape(String name) {
        return header.entry(path, name).shape();
    }

    /**
     * Copies a tensor to a device.
     *
     * @param session where to
     * @param name one of {@link #names}
     * @return the tensor, in the innermost scope
     * @throws IllegalArgumentException if there is none of this name, or its type has no
     *     counterpart here
     */
    public Tensor tensor(Session session, String name) {
        SafeTensorsHeader.Entry entry = header.entry(path, name);
        MemorySegment elements = data.asSlice(entry.begin(), entry.end() - entry.begin());
        return session.fromMemory(entry.dtype(path, name), entry.shape(), elements);
    }

    /**
     * Copies tensors into existing ones; F32 and F64 are converted into each other.
     *
     * @param prefix what the names in the file begin with
     * @param targets existing tensors by the rest of the name, each of which must be in the file,
     *     and there must be no others of this prefix
     * @throws IllegalArgumentException if names, shapes or types do not fit; nothing has been
     *     copied then
     */
    public void copyInto(String prefix, Map<String, Tensor> targets) {
        Map<String, Tensor> wanted = new LinkedHashMap<>();
        targets.forEach((name, tensor) -> wanted.put(prefix + name, tensor));
        SafeTensorsHeader.checkNames(path, header.entries().keySet(), prefix, wanted.keySet());
        wanted.forEach((name, target) -> header.entry(path, name).checkFits(path, name, target));
        wanted.forEach((name, target) -> {
            try (Tensor source = tensor(target.session(), name)) {
                target.copyFrom(source);
            }
        });
    }

    /** Closes the file. Tensors that were read stay. */
    @Override
    public void close() {
        arena.close();
    }
}
