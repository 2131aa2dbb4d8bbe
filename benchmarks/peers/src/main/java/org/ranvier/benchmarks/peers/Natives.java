package org.ranvier.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Native libraries from jars, loaded in an order that we choose. */
final class Natives {
    private Natives() {}

    /**
     * Loads a library with its bindings of JavaCPP, which by itself would also load what it does
     * not need here.
     *
     * @param cache a name for the folder that keeps them, with their version
     * @param resources where they lie on the class path, what is needed before what needs it
     */
    static synchronized void bind(String cache, List<String> resources) {
        System.setProperty("org.bytedeco.javacpp.loadlibraries", "false");
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        load("javacpp", List.of("org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so"));
        load(cache, resources);
    }

    /**
     * Loads libraries. The linker takes a library that is loaded for every later one that needs its
     * name.
     *
     * @param cache a name for the folder that keeps them, with their version
     * @param resources where they lie on the class path, what is needed before what needs it
     * @throws UncheckedIOException if they cannot be unpacked
     * @throws UnsatisfiedLinkError if they cannot be loaded
     */
    private static void load(String cache, List<String> resources) {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "ranvier", "peers", cache);
        for (String resource : resources) {
            System.load(unpack(resource, folder).toString());
        }
    }

    private static Path unpack(String resource, Path folder) {
        Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        if (Files.exists(file)) {
            return file;
        }
        try (InputStream in = Natives.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new UnsatisfiedLinkError(
                        resource + " is not on the class path: build with the profile peers");
            }
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "part", "");
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + resource + " to " + folder, e);
        }
    }

    /**
     * The file from which a library was loaded.
     *
     * @param name a part of its file name
     * @return its path, with ~ for the home folder; several if there is more than one
     */
    static List<String> loaded(String name) {
        try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.indexOf('/') > 0)
                    .map(line -> line.substring(line.indexOf('/')))
                    .filter(path -> path.substring(path.lastIndexOf('/')).contains(name))
                    .distinct()
                    .map(path -> path.replace(System.getProperty("user.home"), "~"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /proc/self/maps", e);
        }
    }
}
