package org.ranvier.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;

class ProgramCacheTest {
    @TempDir private Path folder;

    @Test
    void keysDependOnEveryPart() {
        ProgramCache cache = new ProgramCache(folder);
        assertEquals(cache.key("a", "b"), cache.key("a", "b"));
        assertNotEquals(cache.key("a", "b"), cache.key("ab", ""));
        assertNotEquals(cache.key("a", "b"), cache.key("b", "a"));
    }

    @Test
    void whatIsStoredIsLoaded() {
        ProgramCache cache = new ProgramCache(folder.resolve("new"));
        ProgramCache.Key key = cache.key("text");
        assertNull(cache.load(key));
        cache.store(key, new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, cache.load(key));
    }

    @Test
    void aDamagedEntryIsNotLoaded() throws IOException {
        ProgramCache cache = new ProgramCache(folder);
        ProgramCache.Key key = cache.key("text");
        cache.store(key, new byte[1000]);
        Path file = files().get(0);
        byte[] content = Files.readAllBytes(file);
        content[500] ^= 1;
        Files.write(file, content);
        assertNull(cache.load(key));
        Files.write(file, new byte[10]);
        assertNull(cache.load(key));
    }

    @Test
    void withoutAFolderProgramsAreBuiltAllTheSame() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(3, sum(new ProgramCache(file)));
    }

    @Test
    void programsAreKeptAndDamagedOnesBuiltAnew() throws IOException {
        ProgramCache cache = new ProgramCache(folder);
        assertEquals(3, sum(cache));
        List<Path> built = files();
        assertTrue(!built.isEmpty(), "no program was kept");
        assertEquals(3, sum(cache));
        assertEquals(built, files(), "nothing new was built");
        for (Path file : built) {
            Files.write(file, "damaged".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertEquals(3, sum(cache));
        assertEquals(built, files());
        for (Path file : built) {
            assertTrue(Files.size(file) > 100, "it was not replaced: " + file);
        }
    }

    private static double sum(ProgramCache cache) {
        var backend = new OpenClBackend(OpenClTests.device(), cache);
        try (Session session = Ranvier.open(backend, SessionOptions.defaults())) {
            return session.tensor(new float[] {1f, 2f}, 2).sum().item();
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
