// What the driver's parts share: one lock, and the check that a context is current and unbroken.
#pragma once

#include <mutex>

#include "cuda.h"

namespace emulator {

std::mutex& mutex();

struct Lock : std::lock_guard<std::mutex> {
    Lock() : std::lock_guard<std::mutex>(mutex()) {}
};

// What every call begins with: an error if there is no context, or the error that stays.
CUresult ready();

}  // namespace emulator
