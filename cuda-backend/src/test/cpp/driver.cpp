// libcuda.so.1: devices, contexts, modules and launches.
#include <dlfcn.h>

#include <cstring>
#include <map>
#include <mutex>

#include "cuda.h"
#include "grid.h"
#include "lock.h"
#include "memory.h"
#include "queue.h"
#include "setting.h"

using namespace emulator;

struct CUctx_st {
    int device;
    int holders;
};

struct CUmod_st {
    void* library;
    const Module* module;
    std::map<std::string, CUfunction> functions;
};

struct CUfunc_st {
    std::string name;
    const Kernel* kernel;
    const Module* module;
};

namespace {

constexpr int DRIVER_VERSION = 12060;
constexpr int MOST_DEVICES = 8;
constexpr const char* IMAGE_MARK = "ranvier emulated module\n";

bool initialised;
CUctx_st primary[MOST_DEVICES];
thread_local CUcontext current;

int devices() {
    return std::stoi(setting("DEVICES", "1"));
}

bool known(CUdevice device) {
    return device >= 0 && device < devices() && device < MOST_DEVICES;
}

void capability(int* major, int* minor) {
    std::string text = setting("CAPABILITY", "8.6");
    *major = std::stoi(text);
    *minor = std::stoi(text.substr(text.find('.') + 1));
}

// FAULT=launch:NAME lets every launch of the kernel NAME fail, FAULT=image every module.
bool fault(const std::string& what) {
    return setting("FAULT") == what;
}

CUresult execute(const Launch& launch, std::vector<std::string>& values) {
    if (fault("launch:" + launch.name)) {
        return broken(CUDA_ERROR_LAUNCH_FAILED, launch.name + ": an injected fault");
    }
    std::vector<void*> parameters;
    for (std::string& value : values) {
        parameters.push_back(value.data());
    }
    std::string failure = run(launch, parameters.data());
    if (failure.empty()) {
        return CUDA_SUCCESS;
    }
    bool address = failure.find("access") == 0;
    return broken(address ? CUDA_ERROR_ILLEGAL_ADDRESS : CUDA_ERROR_LAUNCH_FAILED,
                  launch.name + ": " + failure);
}

bool fits(Index3 grid, Index3 block, size_t sharedBytes) {
    return grid.x && grid.y && grid.z && block.x && block.y && block.z && grid.y <= 65535 &&
           grid.z <= 65535 && grid.x <= 0x7fffffffu && block.z <= 64 &&
           (uint64_t) block.x * block.y * block.z <= 1024 && sharedBytes <= 48 * 1024;
}

const char* name(CUresult error) {
    switch (error) {
        case CUDA_SUCCESS: return "CUDA_SUCCESS";
        case CUDA_ERROR_INVALID_VALUE: return "CUDA_ERROR_INVALID_VALUE";
        case CUDA_ERROR_OUT_OF_MEMORY: return "CUDA_ERROR_OUT_OF_MEMORY";
        case CUDA_ERROR_NOT_INITIALIZED: return "CUDA_ERROR_NOT_INITIALIZED";
        case CUDA_ERROR_NO_DEVICE: return "CUDA_ERROR_NO_DEVICE";
        case CUDA_ERROR_INVALID_DEVICE: return "CUDA_ERROR_INVALID_DEVICE";
        case CUDA_ERROR_INVALID_IMAGE: return "CUDA_ERROR_INVALID_IMAGE";
        case CUDA_ERROR_INVALID_CONTEXT: return "CUDA_ERROR_INVALID_CONTEXT";
        case CUDA_ERROR_NO_BINARY_FOR_GPU: return "CUDA_ERROR_NO_BINARY_FOR_GPU";
        case CUDA_ERROR_NOT_FOUND: return "CUDA_ERROR_NOT_FOUND";
        case CUDA_ERROR_NOT_READY: return "CUDA_ERROR_NOT_READY";
        case CUDA_ERROR_ILLEGAL_ADDRESS: return "CUDA_ERROR_ILLEGAL_ADDRESS";
        case CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES: return "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES";
        case CUDA_ERROR_LAUNCH_FAILED: return "CUDA_ERROR_LAUNCH_FAILED";
        case CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED: return "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED";
        default: return nullptr;
    }
}

}  // namespace

namespace emulator {

std::mutex& mutex() {
    static std::mutex one;
    return one;
}

CUresult ready() {
    return !initialised      ? CUDA_ERROR_NOT_INITIALIZED
           : current == nullptr ? CUDA_ERROR_INVALID_CONTEXT
                                : standing();
}

}  // namespace emulator

extern "C" {

CUresult cuInit(unsigned) {
    Lock lock;
    if (devices() == 0) {
        return CUDA_ERROR_NO_DEVICE;
    }
    initialised = true;
    return CUDA_SUCCESS;
}

CUresult cuDriverGetVersion(int* version) {
    *version = DRIVER_VERSION;
    return CUDA_SUCCESS;
}

CUresult cuGetErrorName(CUresult error, const char** text) {
    *text = name(error);
    return *text ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuGetErrorString(CUresult error, const char** text) {
    Lock lock;
    static std::string last;
    const char* known = name(error);
    last = known ? known : "unknown error";
    if (error == standing() && !detail().empty()) {
        last = detail();
    }
    *text = last.c_str();
    return CUDA_SUCCESS;
}

CUresult cuDeviceGetCount(int* count) {
    *count = devices();
    return initialised ? CUDA_SUCCESS : CUDA_ERROR_NOT_INITIALIZED;
}

CUresult cuDeviceGet(CUdevice* device, int ordinal) {
    *device = ordinal;
    return known(ordinal) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_DEVICE;
}

CUresult cuDeviceGetName(char* text, int length, CUdevice device) {
    strncpy(text, "Ranvier CUDA emulator", (size_t) length);
    return known(device) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_DEVICE;
}

CUresult cuDeviceTotalMem_v2(size_t* bytes, CUdevice device) {
    *bytes = totalMemory();
    return known(device) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_DEVICE;
}

CUresult cuDeviceGetAttribute(int* value, int attribute, CUdevice device) {
    int major, minor;
    capability(&major, &minor);
    switch (attribute) {
        case CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK: *value = 1024; break;
        case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK: *value = 48 * 1024; break;
        case CU_DEVICE_ATTRIBUTE_WARP_SIZE: *value = 32; break;
        case CU_DEVICE_ATTRIBUTE_CLOCK_RATE: *value = 1000000; break;
        case CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT: *value = 2; break;
        case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR: *value = major; break;
        case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR: *value = minor; break;
        case CU_DEVICE_ATTRIBUTE_MEMORY_POOLS_SUPPORTED:
            *value = setting("POOLS", "1") == "1";
            break;
        default: return CUDA_ERROR_INVALID_VALUE;
    }
    return known(device) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_DEVICE;
}

CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice device) {
    Lock lock;
    if (!known(device)) {
        return CUDA_ERROR_INVALID_DEVICE;
    }
    primary[device].device = device;
    primary[device].holders++;
    *context = &primary[device];
    return CUDA_SUCCESS;
}

CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) {
    Lock lock;
    if (!known(device) || primary[device].holders == 0) {
        return CUDA_ERROR_INVALID_CONTEXT;
    }
    drain();
    primary[device].holders--;
    for (const CUctx_st& context : primary) {
        if (context.holders > 0) {
            return CUDA_SUCCESS;
        }
    }
    // Memory and errors are all devices' together, and go with the last.
    giveAllMemory();
    forget();
    return CUDA_SUCCESS;
}

CUresult cuCtxSetCurrent(CUcontext context) {
    current = context;
    return CUDA_SUCCESS;
}

CUresult cuCtxGetCurrent(CUcontext* context) {
    *context = current;
    return CUDA_SUCCESS;
}

CUresult cuCtxGetDevice(CUdevice* device) {
    if (!current) {
        return CUDA_ERROR_INVALID_CONTEXT;
    }
    *device = current->device;
    return CUDA_SUCCESS;
}

CUresult cuCtxSynchronize() {
    Lock lock;
    return ready() == CUDA_SUCCESS ? drain() : ready();
}

CUresult cuModuleLoadData(CUmodule* result, const void* image) {
    Lock lock;
    if (ready() != CUDA_SUCCESS) {
        return ready();
    }
    const char* text = static_cast<const char*>(image);
    if (fault("image") || strncmp(text, IMAGE_MARK, strlen(IMAGE_MARK)) != 0) {
        return CUDA_ERROR_NO_BINARY_FOR_GPU;
    }
    text += strlen(IMAGE_MARK);
    std::string path(text, strcspn(text, "\n"));
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        broken(CUDA_SUCCESS, dlerror());
        return CUDA_ERROR_INVALID_IMAGE;
    }
    auto module = static_cast<const Module*>(dlsym(library, "emulator_module"));
    *result = new CUmod_st{library, module, {}};
    return CUDA_SUCCESS;
}

CUresult cuModuleLoadDataEx(CUmodule* result, const void* image, unsigned, int*, void**) {
    return cuModuleLoadData(result, image);
}

CUresult cuModuleUnload(CUmodule module) {
    Lock lock;
    drain();
    for (auto& [name, function] : module->functions) {
        delete function;
    }
    dlclose(module->library);
    delete module;
    return CUDA_SUCCESS;
}

CUresult cuModuleGetFunction(CUfunction* result, CUmodule module, const char* name) {
    Lock lock;
    CUfunction& function = module->functions[name];
    if (!function) {
        void* found = dlsym(module->library, (std::string("emulator_kernel_") + name).c_str());
        if (!found) {
            module->functions.erase(name);
            return CUDA_ERROR_NOT_FOUND;
        }
        function = new CUfunc_st{name, static_cast<const Kernel*>(found), module->module};
    }
    *result = function;
    return CUDA_SUCCESS;
}

CUresult cuLaunchKernel(CUfunction f, unsigned gx, unsigned gy, unsigned gz, unsigned bx,
                        unsigned by, unsigned bz, unsigned sharedBytes, CUstream,
                        void** parameters, void** extra) {
    Lock lock;
    if (ready() != CUDA_SUCCESS) {
        return ready();
    }
    Launch launch = {f->name, f->kernel, f->module, {gx, gy, gz}, {bx, by, bz}, sharedBytes};
    if (extra || !fits(launch.grid, launch.block, sharedBytes)) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    std::vector<std::string> values;
    for (int i = 0; i < f->kernel->count; i++) {
        values.emplace_back(static_cast<char*>(parameters[i]), f->kernel->sizes[i]);
    }
    return enqueue([launch, values]() mutable { return execute(launch, values); });
}

}  // extern "C"
