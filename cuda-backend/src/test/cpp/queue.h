// The order of work. Nothing runs when it is asked for: it is put behind what was asked before, on
// whatever stream, and runs when somebody waits. So host memory that is reused before a copy has
// ended shows as wrong numbers, as it would on a device.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cuda.h"

namespace emulator {

// A piece of work; it gives CUDA_SUCCESS or the error it ended with.
typedef std::function<CUresult()> Work;

// Puts work at the end of the queue, or into the graph being captured.
CUresult enqueue(Work work);

// Runs all that waits. Gives the first error ever met: it stays until the context is gone.
CUresult drain();

// Records what went wrong; `detail` is what cuGetErrorString adds.
CUresult broken(CUresult error, const std::string& detail);

// The error that stays, or CUDA_SUCCESS.
CUresult standing();
const std::string& detail();

// Forgets all: the context is gone.
void forget();

// Whether work is being captured instead of queued.
bool capturing();
void beginCapture();
std::unique_ptr<std::vector<Work>> endCapture();

}  // namespace emulator
