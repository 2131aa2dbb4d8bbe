// libcuda.so.1: memory, copies, streams, events and graphs.
#include <chrono>
#include <cstring>
#include <map>

#include "lock.h"
#include "memory.h"
#include "queue.h"

using namespace emulator;

struct CUstream_st {
    bool invalidated = false;
};

struct CUevent_st {
    std::chrono::steady_clock::time_point time;
    bool reached = false;
};

struct CUgraph_st {
    std::vector<Work> works;
};

struct CUgraphExec_st {
    std::vector<Work> works;
};

namespace {

constexpr int RELAXED = 2;  // the mode of capture that lets memory be taken
bool relaxed;

constexpr CUresult OUTSIDE = CUDA_ERROR_INVALID_VALUE;

std::map<const char*, size_t> pinned;

bool isPinned(const void* address, size_t bytes) {
    auto at = static_cast<const char*>(address);
    auto next = pinned.upper_bound(at);
    return next != pinned.begin() && at + bytes <= std::prev(next)->first + std::prev(next)->second;
}

char* host(CUdeviceptr address) {
    return reinterpret_cast<char*>(address);
}

// Waiting inside a capture spoils it.
CUresult wait() {
    CUresult state = ready();
    if (state != CUDA_SUCCESS) {
        return state;
    }
    return capturing() ? CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED : drain();
}

CUresult take(CUdeviceptr* address, size_t bytes) {
    uint64_t taken = takeMemory(bytes);
    *address = taken;
    return taken ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}

CUresult give(CUdeviceptr address) {
    return giveMemory(address)
               ? CUDA_SUCCESS
               : broken(CUDA_ERROR_ILLEGAL_ADDRESS,
                        "memory was freed twice, or written before its beginning");
}

template <class T>
CUresult fill(CUdeviceptr address, T value, size_t count) {
    Lock lock;
    if (ready() != CUDA_SUCCESS) {
        return ready();
    }
    if (!isMemory(address, count * sizeof(T))) {
        return OUTSIDE;
    }
    return enqueue([=] {
        T* begin = reinterpret_cast<T*>(address);
        std::fill(begin, begin + count, value);
        return CUDA_SUCCESS;
    });
}

CUresult copy(char* to, const char* from, size_t bytes) {
    return enqueue([=] {
        memmove(to, from, bytes);
        return CUDA_SUCCESS;
    });
}

}  // namespace

extern "C" {

CUresult cuMemGetInfo_v2(size_t* free, size_t* total) {
    Lock lock;
    *free = freeMemory();
    *total = totalMemory();
    return ready();
}

CUresult cuMemAlloc_v2(CUdeviceptr* address, size_t bytes) {
    Lock lock;
    if (ready() != CUDA_SUCCESS || (capturing() && !relaxed)) {
        return ready() != CUDA_SUCCESS ? ready() : CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
    }
    return take(address, bytes);
}

CUresult cuMemFree_v2(CUdeviceptr address) {
    Lock lock;
    CUresult state = wait();
    return state == CUDA_SUCCESS ? give(address) : state;
}

CUresult cuMemAllocAsync(CUdeviceptr* address, size_t bytes, CUstream) {
    Lock lock;
    if (ready() != CUDA_SUCCESS || capturing()) {
        return capturing() ? CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED : ready();
    }
    if (bytes > freeMemory()) {
        drain();
    }
    return take(address, bytes);
}

CUresult cuMemFreeAsync(CUdeviceptr address, CUstream) {
    Lock lock;
    if (ready() != CUDA_SUCCESS) {
        return ready();
    }
    return isMemory(address, 1) ? enqueue([=] { return give(address); }) : OUTSIDE;
}

CUresult cuMemAllocHost_v2(void** memory, size_t bytes) {
    Lock lock;
    *memory = malloc(bytes);
    pinned[static_cast<char*>(*memory)] = bytes;
    return ready();
}

CUresult cuMemHostAlloc(void** memory, size_t bytes, unsigned) {
    return cuMemAllocHost_v2(memory, bytes);
}

CUresult cuMemFreeHost(void* memory) {
    Lock lock;
    CUresult state = wait();
    pinned.erase(static_cast<char*>(memory));
    free(memory);
    return state;
}

CUresult cuPointerGetAttribute(void* value, int attribute, CUdeviceptr address) {
    Lock lock;
    uint64_t begin;
    size_t bytes;
    if (attribute != 2 || !pieceAt(address, &begin, &bytes)) {  // memory type
        return OUTSIDE;
    }
    *static_cast<int*>(value) = 2;  // on the device
    return CUDA_SUCCESS;
}

// A copy from pageable memory has read it on return; one from pinned memory reads it in its turn.
CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, size_t bytes, CUstream) {
    Lock lock;
    if (ready() != CUDA_SUCCESS) {
        return ready();
    }
    if (!isMemory(to, bytes)) {
        return OUTSIDE;
    }
    if (isPinned(from, bytes)) {
        return copy(host(to), static_cast<const char*>(from), bytes);
    }
    std::string content(static_cast<const char*>(from), bytes);
    return enqueue([=] {
        memcpy(host(to), content.data(), bytes);
        return CUDA_SUCCESS;
    });
}

CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void* from, size_t bytes) {
    CUresult result = cuMemcpyHtoDAsync_v2(to, from, bytes, nullptr);
    Lock lock;
    return result == CUDA_SUCCESS ? wait() : result;
}

CUresult cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, size_t bytes, CUstream) {
    Lock lock;
    if (ready() != CUDA_SUCCESS) {
        return ready();
    }
    if (!isMemory(from, bytes)) {
        return OUTSIDE;
    }
    CUresult result = copy(static_cast<char*>(to), host(from), bytes);
    return result == CUDA_SUCCESS && !isPinned(to, bytes) ? wait() : result;
}

CUresult cuMemcpyDtoH_v2(void* to, CUdeviceptr from, size_t bytes) {
    CUresult result = cuMemcpyDtoHAsync_v2(to, from, bytes, nullptr);
    Lock lock;
    return result == CUDA_SUCCESS ? wait() : result;
}

CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream) {
    Lock lock;
    if (ready() != CUDA_SUCCESS) {
        return ready();
    }
    return isMemory(from, bytes) && isMemory(to, bytes) ? copy(host(to), host(from), bytes)
                                                        : OUTSIDE;
}

CUresult cuMemsetD8Async(CUdeviceptr address, unsigned char value, size_t count, CUstream) {
    return fill(address, value, count);
}

CUresult cuMemsetD32Async(CUdeviceptr address, unsigned value, size_t count, CUstream) {
    return fill(address, value, count);
}

CUresult cuStreamCreate(CUstream* stream, unsigned) {
    Lock lock;
    *stream = new CUstream_st();
    return ready();
}

CUresult cuStreamDestroy_v2(CUstream stream) {
    Lock lock;
    CUresult state = wait();
    delete stream;
    return state;
}

CUresult cuStreamSynchronize(CUstream stream) {
    Lock lock;
    if (capturing() && stream) {
        stream->invalidated = true;
    }
    return wait();
}

CUresult cuStreamQuery(CUstream) {
    Lock lock;
    return wait();
}

CUresult cuStreamWaitEvent(CUstream, CUevent, unsigned) {
    Lock lock;
    return ready();
}

CUresult cuEventCreate(CUevent* event, unsigned) {
    Lock lock;
    *event = new CUevent_st();
    return ready();
}

CUresult cuEventDestroy_v2(CUevent event) {
    Lock lock;
    CUresult state = wait();
    delete event;
    return state;
}

CUresult cuEventRecord(CUevent event, CUstream) {
    Lock lock;
    event->reached = false;
    return enqueue([=] {
        event->time = std::chrono::steady_clock::now();
        event->reached = true;
        return CUDA_SUCCESS;
    });
}

CUresult cuEventSynchronize(CUevent) {
    Lock lock;
    return wait();
}

CUresult cuEventElapsedTime(float* milliseconds, CUevent start, CUevent end) {
    Lock lock;
    if (!start->reached || !end->reached) {
        return CUDA_ERROR_NOT_READY;
    }
    *milliseconds = std::chrono::duration<float, std::milli>(end->time - start->time).count();
    return ready();
}

CUresult cuStreamBeginCapture_v2(CUstream stream, int mode) {
    Lock lock;
    if (capturing()) {
        return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
    }
    relaxed = mode == RELAXED;
    stream->invalidated = false;
    beginCapture();
    return ready();
}

CUresult cuStreamEndCapture(CUstream stream, CUgraph* graph) {
    Lock lock;
    auto works = endCapture();
    if (!works || stream->invalidated) {
        *graph = nullptr;
        return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
    }
    *graph = new CUgraph_st{std::move(*works)};
    return ready();
}

CUresult cuStreamIsCapturing(CUstream, int* status) {
    Lock lock;
    *status = capturing();
    return ready();
}

CUresult cuGraphInstantiateWithFlags(CUgraphExec* result, CUgraph graph, unsigned long long) {
    Lock lock;
    *result = new CUgraphExec_st{graph->works};
    return ready();
}

CUresult cuGraphLaunch(CUgraphExec graph, CUstream) {
    Lock lock;
    CUresult result = ready();
    for (size_t i = 0; i < graph->works.size() && result == CUDA_SUCCESS; i++) {
        result = enqueue(graph->works[i]);
    }
    return result;
}

CUresult cuGraphExecDestroy(CUgraphExec graph) {
    Lock lock;
    drain();
    delete graph;
    return CUDA_SUCCESS;
}

CUresult cuGraphDestroy(CUgraph graph) {
    delete graph;
    return CUDA_SUCCESS;
}

}  // extern "C"
