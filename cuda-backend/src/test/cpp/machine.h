// What compiled kernel text and the emulated driver know of each other. Included by both, so it
// must not bring in anything that kernel text could collide with.
#pragma once

#include <cstddef>
#include <cstdint>

namespace emulator {

struct Index3 {
    unsigned x, y, z;
};

// Where the running thread stands. One for each compiled module; the driver writes it whenever it
// goes on with a thread.
struct Place {
    Index3 thread, block, blockSize, gridSize;
};

enum class Exchange { SHUFFLE, BALLOT };

// What kernel text asks of the machine.
struct Machine {
    // Waits for all threads of the block; gives the number of those whose predicate is not 0.
    int (*barrier)(int predicate);
    // Waits for the lanes of `mask`. SHUFFLE gives the value of lane `source`, BALLOT the lanes
    // whose value is not 0.
    uint64_t (*exchange)(Exchange kind, unsigned mask, uint64_t value, int source);
    // The running thread's lane in its warp.
    int (*lane)();
    // Gives up the launch as a failed device-side assertion.
    void (*trap)(const char* message);
    // The block's dynamic shared memory.
    void* (*dynamicShared)();
};

// A kernel as the driver sees it: how to call it, and the sizes of its parameters.
struct Kernel {
    void (*run)(void** parameters);
    int count;
    const size_t* sizes;
};

// What a compiled module exports under the name `emulator_module`.
struct Module {
    Place* place;
    const Machine** machine;
    char* sharedBegin;
    char* sharedEnd;
};

}  // namespace emulator
