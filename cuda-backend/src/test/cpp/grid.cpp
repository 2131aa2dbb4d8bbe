#include "grid.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <vector>

#include "fiber.h"
#include "memory.h"
#include "setting.h"

namespace emulator {
namespace {

constexpr int WARP = 32;

// Whether blocks and threads run from the last to the first: a race shows as another result.
bool reversed;

enum class State { NEW, RUNNING, READY, AT_BARRIER, AT_EXCHANGE, DONE };

struct Thread {
    State state = State::NEW;
    Fiber* fiber = nullptr;
    Exchange kind = Exchange::SHUFFLE;
    unsigned mask = 0;
    uint64_t value = 0;
    int source = 0;
    uint64_t received = 0;
};

std::string text(Index3 i) {
    return "(" + std::to_string(i.x) + ", " + std::to_string(i.y) + ", " + std::to_string(i.z) +
           ")";
}

// A block in flight. Fibers take up new threads one after the other; only a fiber whose thread
// waits is left standing, and another one goes on. So a kernel without barriers is a plain loop.
class Block {
public:
    void start(const Launch& launch, void** parameters);
    std::string run(Index3 index);
    int barrier(int predicate);
    uint64_t exchange(Exchange kind, unsigned mask, uint64_t value, int source);
    int lane() const { return current % WARP; }
    void fail(const std::string& why);
    void* dynamicShared() { return shared.data(); }
    void serve();
    bool overflowedAt(const void* address) const {
        return threads[current].fiber->overflowedAt(address);
    }

private:
    std::string whereabouts() const;
    void enter(int thread);
    void wait(State state);
    void releaseWarp(int first, unsigned mask, Exchange kind);
    std::string deadlock() const;
    Index3 position(int thread) const;

    const Launch* launch = nullptr;
    void** parameters = nullptr;
    std::vector<Thread> threads;
    std::deque<int> ready;
    std::vector<std::unique_ptr<Fiber>> fibers;
    std::vector<Fiber*> idle;
    Fiber* runningFiber = nullptr;
    int current = 0;
    int started = 0;
    int done = 0;
    int arrived = 0;
    int votes = 0;
    int counted = 0;
    std::string failure;
    std::vector<char> shared;
};

Block block;

void fiberBody() {
    for (;;) {
        block.serve();
        Fiber::suspend();
    }
}

void Block::start(const Launch& l, void** p) {
    launch = &l;
    parameters = p;
    failure.clear();
    shared.assign(l.sharedBytes, '\xff');
    memset(l.module->sharedBegin, 0xff, l.module->sharedEnd - l.module->sharedBegin);
    Place& place = *l.module->place;
    place.blockSize = l.block;
    place.gridSize = l.grid;
}

Index3 Block::position(int thread) const {
    unsigned t = (unsigned) thread;
    Index3 size = launch->block;
    return {t % size.x, t / size.x % size.y, t / size.x / size.y};
}

void Block::enter(int thread) {
    current = thread;
    threads[thread].state = State::RUNNING;
    launch->module->place->thread = position(thread);
}

// The body of every fiber: runs threads that have not begun.
void Block::serve() {
    int count = (int) threads.size();
    while (started < count) {
        int thread = reversed ? count - 1 - started : started;
        started++;
        enter(thread);
        threads[thread].fiber = runningFiber;
        launch->kernel->run(parameters);
        threads[current].state = State::DONE;
        done++;
    }
    idle.push_back(runningFiber);
}

std::string Block::run(Index3 index) {
    launch->module->place->block = index;
    threads.assign(launch->block.x * launch->block.y * launch->block.z, Thread());
    ready.clear();
    idle.clear();
    for (auto& fiber : fibers) {
        idle.push_back(fiber.get());
    }
    started = done = arrived = votes = 0;
    int count = (int) threads.size();
    while (done < count && failure.empty()) {
        if (!ready.empty()) {
            int thread = ready.front();
            ready.pop_front();
            enter(thread);
            runningFiber = threads[thread].fiber;
        } else if (started < count) {
            if (idle.empty()) {
                fibers.push_back(std::make_unique<Fiber>(fiberBody));
                idle.push_back(fibers.back().get());
            }
            runningFiber = idle.back();
            idle.pop_back();
        } else {
            failure = deadlock();
            break;
        }
        runningFiber->resume();
    }
    if (!failure.empty()) {
        fibers.clear();  // some stand in the middle of a kernel
    }
    return failure;
}

void Block::wait(State state) {
    threads[current].state = state;
    Fiber::suspend();
}

int Block::barrier(int predicate) {
    votes += predicate != 0;
    if (++arrived < (int) threads.size()) {
        wait(State::AT_BARRIER);
        return counted;
    }
    counted = votes;
    arrived = votes = 0;
    for (int t = 0; t < (int) threads.size(); t++) {
        if (t != current) {
            threads[t].state = State::READY;
            ready.push_back(t);
        }
    }
    return counted;
}

uint64_t Block::exchange(Exchange kind, unsigned mask, uint64_t value, int source) {
    int first = current - lane();
    int lanes = std::min(WARP, (int) threads.size() - first);
    mask &= lanes == WARP ? ~0u : (1u << lanes) - 1;
    Thread& me = threads[current];
    me.kind = kind;
    me.mask = mask;
    me.value = value;
    me.source = source;
    if (!(mask >> lane() & 1)) {
        fail("a lane takes part in a warp operation whose mask leaves it out");
    }
    me.state = State::AT_EXCHANGE;
    for (int i = 0; i < lanes; i++) {
        const Thread& other = threads[first + i];
        bool here = other.state == State::AT_EXCHANGE && other.mask == mask && other.kind == kind;
        if ((mask >> i & 1) && !here) {
            Fiber::suspend();
            return threads[current].received;
        }
    }
    releaseWarp(first, mask, kind);
    return threads[current].received;
}

void Block::releaseWarp(int first, unsigned mask, Exchange kind) {
    uint64_t votes = 0;
    for (int i = 0; i < WARP; i++) {
        if (mask >> i & 1) {
            votes |= (uint64_t) (threads[first + i].value != 0) << i;
        }
    }
    for (int i = 0; i < WARP; i++) {
        if (mask >> i & 1) {
            Thread& t = threads[first + i];
            bool inside = t.source >= 0 && t.source < WARP && (mask >> t.source & 1);
            t.received = kind == Exchange::BALLOT ? votes
                         : inside                 ? threads[first + t.source].value
                                                  : ~0ull;
            t.state = State::READY;
            if (first + i != current) {
                ready.push_back(first + i);
            }
        }
    }
    threads[current].state = State::RUNNING;
}

// Gives up the launch: the scheduler sees the failure and resumes nobody.
void Block::fail(const std::string& why) {
    if (failure.empty()) {
        failure = why + ", " + whereabouts();
    }
    Fiber::suspend();
    abort();
}

std::string Block::whereabouts() const {
    return "thread " + text(position(current)) + " of block " +
           text(launch->module->place->block);
}

std::string Block::deadlock() const {
    int atBarrier = 0, atExchange = 0;
    int waiting = -1;
    for (int t = 0; t < (int) threads.size(); t++) {
        atBarrier += threads[t].state == State::AT_BARRIER;
        atExchange += threads[t].state == State::AT_EXCHANGE;
        if (waiting < 0 && threads[t].state != State::DONE) {
            waiting = t;
        }
    }
    return "a barrier was not reached by all threads: block " +
           text(launch->module->place->block) + ": " + std::to_string(atBarrier) +
           " wait at __syncthreads, " + std::to_string(atExchange) +
           " at a warp operation, " + std::to_string(done) + " have ended; thread " +
           text(position(waiting)) + " waits";
}

// The access to an illegal address: a signal, on the stack of the fiber that did it. Other
// threads' signals belong to who handled them before, the Java virtual machine.
struct sigaction previous;
thread_local bool inKernel;

void onFault(int signal, siginfo_t* info, void* context) {
    if (!inKernel) {
        if (previous.sa_flags & SA_SIGINFO) {
            previous.sa_sigaction(signal, info, context);
        } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
            previous.sa_handler(signal);
        } else {
            sigaction(signal, &previous, nullptr);
        }
        return;
    }
    block.fail(block.overflowedAt(info->si_addr) ? "the stack of a thread overflowed"
                                                 : describe(info->si_addr));
}

class FaultGuard {
public:
    FaultGuard() {
        stack_t stack = {};
        stack.ss_sp = signalStack;
        stack.ss_size = sizeof(signalStack);
        sigaltstack(&stack, &previousStack);
        struct sigaction action = {};
        action.sa_sigaction = onFault;
        action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
        sigaction(SIGSEGV, &action, &previous);
        inKernel = true;
    }
    ~FaultGuard() {
        inKernel = false;
        sigaction(SIGSEGV, &previous, nullptr);
        sigaltstack(&previousStack, nullptr);
    }

private:
    static inline char signalStack[64 * 1024];
    stack_t previousStack;
};

const Machine MACHINE = {
    [](int predicate) { return block.barrier(predicate); },
    [](Exchange kind, unsigned mask, uint64_t value, int source) {
        return block.exchange(kind, mask, value, source);
    },
    [] { return block.lane(); },
    [](const char* message) { block.fail(message); },
    [] { return block.dynamicShared(); },
};

}  // namespace

std::string run(const Launch& launch, void** parameters) {
    *launch.module->machine = &MACHINE;
    block.start(launch, parameters);
    FaultGuard guard;
    std::string failure;
    uint64_t blocks = (uint64_t) launch.grid.x * launch.grid.y * launch.grid.z;
    reversed = setting("ORDER") == "reverse";
    for (uint64_t i = 0; i < blocks && failure.empty(); i++) {
        uint64_t b = reversed ? blocks - 1 - i : i;
        Index3 index = {(unsigned) (b % launch.grid.x),
                        (unsigned) (b / launch.grid.x % launch.grid.y),
                        (unsigned) (b / launch.grid.x / launch.grid.y)};
        failure = block.run(index);
    }
    return failure;
}

}  // namespace emulator
