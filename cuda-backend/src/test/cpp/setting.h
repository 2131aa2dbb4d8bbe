// What a test asks of the emulator: environment variables that begin with RANVIER_EMULATOR_.
#pragma once

#include <cstdlib>
#include <string>

namespace emulator {

// The value of RANVIER_EMULATOR_<name>, or the fallback.
inline std::string setting(const std::string& name, const std::string& fallback = "") {
    const char* value = getenv(("RANVIER_EMULATOR_" + name).c_str());
    return value ? value : fallback;
}

}  // namespace emulator
