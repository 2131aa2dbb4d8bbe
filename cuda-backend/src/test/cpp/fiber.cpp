#include "fiber.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

namespace {

constexpr size_t GUARD = 4096;
constexpr size_t STACK = 128 * 1024;

// One launch runs at a time.
void* resumer;
void** running;

}  // namespace

// Saves the callee-saved registers and the stack pointer in *from, and takes up `to`.
extern "C" void emulator_switch(void** from, void* to);

#if defined(__x86_64__)

asm(R"(
    .text
    .globl emulator_switch
    .hidden emulator_switch
    .type emulator_switch, @function
emulator_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .size emulator_switch, .-emulator_switch
)");

// Six registers, the address to "return" to, and a slot that keeps the stack 16-byte aligned.
static void* prepare(uintptr_t top, void (*body)()) {
    auto frame = reinterpret_cast<uintptr_t*>(top) - 8;
    frame[6] = reinterpret_cast<uintptr_t>(body);
    return frame;
}

#elif defined(__aarch64__)

asm(R"(
    .text
    .globl emulator_switch
    .hidden emulator_switch
    .type emulator_switch, %function
emulator_switch:
    sub sp, sp, #160
    stp x19, x20, [sp]
    stp x21, x22, [sp, #16]
    stp x23, x24, [sp, #32]
    stp x25, x26, [sp, #48]
    stp x27, x28, [sp, #64]
    stp x29, x30, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mov x9, sp
    str x9, [x0]
    mov sp, x1
    ldp x19, x20, [sp]
    ldp x21, x22, [sp, #16]
    ldp x23, x24, [sp, #32]
    ldp x25, x26, [sp, #48]
    ldp x27, x28, [sp, #64]
    ldp x29, x30, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    add sp, sp, #160
    ret
    .size emulator_switch, .-emulator_switch
)");

static void* prepare(uintptr_t top, void (*body)()) {
    auto frame = reinterpret_cast<uintptr_t*>(top) - 20;
    frame[11] = reinterpret_cast<uintptr_t>(body);
    return frame;
}

#else
#error "the CUDA emulator knows how to switch stacks on x86-64 and aarch64"
#endif

namespace emulator {

Fiber::Fiber(void (*body)()) {
    memory = mmap(nullptr, GUARD + STACK, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        throw std::bad_alloc();
    }
    mprotect(memory, GUARD, PROT_NONE);
    sp = prepare(reinterpret_cast<uintptr_t>(memory) + GUARD + STACK, body);
}

Fiber::~Fiber() {
    munmap(memory, GUARD + STACK);
}

void Fiber::resume() {
    running = &sp;
    emulator_switch(&resumer, sp);
}

void Fiber::suspend() {
    emulator_switch(running, resumer);
}

bool Fiber::overflowedAt(const void* address) const {
    auto guard = static_cast<const char*>(memory);
    return address >= guard && address < guard + GUARD;
}

}  // namespace emulator
