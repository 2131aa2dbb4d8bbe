// Fibers: stacks that a thread switches between by hand. A switch saves only what the calling
// convention wants saved, and makes no system call.
#pragma once

#include <cstddef>

namespace emulator {

class Fiber {
public:
    // A fiber that will run `body` when first resumed. `body` must never return.
    explicit Fiber(void (*body)());
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    // Goes on with this fiber, from the thread's own stack, until it suspends.
    void resume();

    // Goes back to the stack that resumed the running fiber.
    static void suspend();

    // Whether an address lies in the guard page below this fiber's stack.
    bool overflowedAt(const void* address) const;

private:
    void* memory;
    void* sp;
};

}  // namespace emulator
