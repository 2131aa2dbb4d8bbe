#include "queue.h"

#include <deque>

namespace emulator {
namespace {

constexpr size_t LONGEST = 1000;

std::deque<Work> waiting;
std::unique_ptr<std::vector<Work>> captured;
CUresult error = CUDA_SUCCESS;
std::string what;

}  // namespace

CUresult enqueue(Work work) {
    if (error != CUDA_SUCCESS) {
        return error;
    }
    if (captured) {
        captured->push_back(std::move(work));
        return CUDA_SUCCESS;
    }
    waiting.push_back(std::move(work));
    return waiting.size() > LONGEST ? drain() : CUDA_SUCCESS;
}

CUresult drain() {
    while (!waiting.empty() && error == CUDA_SUCCESS) {
        Work work = std::move(waiting.front());
        waiting.pop_front();
        CUresult result = work();
        if (error == CUDA_SUCCESS) {
            error = result;
        }
    }
    return error;
}

CUresult broken(CUresult code, const std::string& detail) {
    error = code;
    what = detail;
    return code;
}

CUresult standing() {
    return error;
}

const std::string& detail() {
    return what;
}

void forget() {
    waiting.clear();
    captured.reset();
    error = CUDA_SUCCESS;
    what.clear();
}

bool capturing() {
    return captured != nullptr;
}

void beginCapture() {
    captured = std::make_unique<std::vector<Work>>();
}

std::unique_ptr<std::vector<Work>> endCapture() {
    return std::move(captured);
}

}  // namespace emulator
