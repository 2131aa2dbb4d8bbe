// Device memory: pages of the host, each piece ending at a page that cannot be touched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace emulator {

// Takes memory, filled with NaNs. Gives 0 if the device has not that much.
uint64_t takeMemory(size_t bytes);

// Gives memory back; it cannot be touched any more. False if there is no such piece, or if
// something was written before its beginning.
bool giveMemory(uint64_t address);

// Gives back whatever is left: the context is gone.
void giveAllMemory();

// Whether the range lies in one piece.
bool isMemory(uint64_t address, size_t bytes);

// The piece that an address lies in, false if in none.
bool pieceAt(uint64_t address, uint64_t* begin, size_t* bytes);

size_t totalMemory();
size_t freeMemory();

// What an address that cannot be touched is: behind a piece, or in one that was given back.
std::string describe(const void* address);

}  // namespace emulator
