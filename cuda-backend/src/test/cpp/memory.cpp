#include "memory.h"

#include <sys/mman.h>

#include <cstdio>
#include <cstring>
#include <deque>
#include <map>

#include "setting.h"

namespace emulator {
namespace {

constexpr size_t PAGE = 4096;
constexpr size_t ALIGNMENT = 256;
constexpr size_t REMEMBERED = 1000;
constexpr unsigned char SLACK = 0xa5;

struct Piece {
    size_t bytes;
    char* pages;
    size_t pageBytes;
};

std::map<uint64_t, Piece> live;
std::map<uint64_t, Piece> given;  // the latest ones given back
std::deque<uint64_t> givenOrder;
size_t used;

std::map<uint64_t, Piece>::const_iterator at(const std::map<uint64_t, Piece>& pieces,
                                             uint64_t address) {
    auto next = pieces.upper_bound(address);
    if (next == pieces.begin()) {
        return pieces.end();
    }
    --next;
    return address < next->first + next->second.bytes ? next : pieces.end();
}

std::string hexadecimal(uint64_t value) {
    char digits[20];
    snprintf(digits, sizeof(digits), "0x%llx", (unsigned long long) value);
    return digits;
}

}  // namespace

size_t totalMemory() {
    return std::stoull(setting("MEMORY", "8589934592"));
}

size_t freeMemory() {
    size_t total = totalMemory();
    return used < total ? total - used : 0;
}

uint64_t takeMemory(size_t bytes) {
    if (bytes == 0 || bytes > freeMemory()) {
        return 0;
    }
    size_t whole = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    size_t pageBytes = (whole + PAGE - 1) / PAGE * PAGE;
    void* pages = mmap(nullptr, pageBytes + PAGE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (pages == MAP_FAILED) {
        return 0;
    }
    char* begin = static_cast<char*>(pages);
    mprotect(begin + pageBytes, PAGE, PROT_NONE);
    memset(begin, SLACK, pageBytes - whole);
    memset(begin + pageBytes - whole, 0xff, whole);
    auto address = reinterpret_cast<uint64_t>(begin + pageBytes - whole);
    live[address] = {whole, begin, pageBytes};
    used += whole;
    return address;
}

bool giveMemory(uint64_t address) {
    auto found = live.find(address);
    if (found == live.end()) {
        return false;
    }
    Piece piece = found->second;
    live.erase(found);
    used -= piece.bytes;
    bool intact = true;
    for (char* p = piece.pages; p < reinterpret_cast<char*>(address); p++) {
        intact &= *reinterpret_cast<unsigned char*>(p) == SLACK;
    }
    mmap(piece.pages, piece.pageBytes, PROT_NONE,
         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
    given[address] = piece;
    givenOrder.push_back(address);
    if (givenOrder.size() > REMEMBERED) {
        auto oldest = given.find(givenOrder.front());
        givenOrder.pop_front();
        munmap(oldest->second.pages, oldest->second.pageBytes + PAGE);
        given.erase(oldest);
    }
    return intact;
}

void giveAllMemory() {
    while (!live.empty()) {
        giveMemory(live.begin()->first);
    }
}

bool pieceAt(uint64_t address, uint64_t* begin, size_t* bytes) {
    auto found = at(live, address);
    if (found == live.end()) {
        return false;
    }
    *begin = found->first;
    *bytes = found->second.bytes;
    return true;
}

bool isMemory(uint64_t address, size_t bytes) {
    uint64_t begin;
    size_t size;
    return pieceAt(address, &begin, &size) && address + bytes <= begin + size;
}

std::string describe(const void* pointer) {
    auto address = reinterpret_cast<uint64_t>(pointer);
    auto old = at(given, address);
    if (old != given.end()) {
        return "access to memory that was freed: byte " + std::to_string(address - old->first) +
               " of " + std::to_string(old->second.bytes);
    }
    for (auto& [begin, piece] : live) {
        if (address >= begin + piece.bytes && address < begin + piece.bytes + PAGE) {
            return "access " + std::to_string(address - begin - piece.bytes) +
                   " bytes behind a piece of " + std::to_string(piece.bytes) + " bytes";
        }
    }
    return "access to " + hexadecimal(address) + ", which is no device memory";
}

}  // namespace emulator
