// Runs a kernel over a grid of blocks, one block at a time, its threads as fibers.
#pragma once

#include <string>

#include "machine.h"

namespace emulator {

struct Launch {
    std::string name;
    const Kernel* kernel;
    const Module* module;
    Index3 grid, block;
    size_t sharedBytes;
};

// Runs to the end. Gives an empty text, or what went wrong: a barrier that not all threads
// reached, an access outside device memory, a trap.
std::string run(const Launch& launch, void** parameters);

}  // namespace emulator
