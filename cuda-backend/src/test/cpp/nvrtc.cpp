// libnvrtc.so: compiles kernel text at run time, with g++. What it gives in place of machine code
// names a shared library, which the emulated driver loads. Results are kept beside this library,
// by the hash of all that went in.
#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

extern char** environ;

namespace {

enum {
    NVRTC_SUCCESS = 0,
    NVRTC_ERROR_INVALID_PROGRAM = 4,
    NVRTC_ERROR_COMPILATION = 6
};

constexpr const char* IMAGE_MARK = "ranvier emulated module\n";

struct Program {
    std::string text, name;
    std::map<std::string, std::string> headers;
    std::string log, image;
};

std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
}

void store(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

// FNV-1a, 64 bits, in two directions.
std::string hash(const std::string& text) {
    uint64_t a = 0xcbf29ce484222325ull, b = a;
    for (size_t i = 0; i < text.size(); i++) {
        a = (a ^ (unsigned char) text[i]) * 0x100000001b3ull;
        b = (b ^ (unsigned char) text[text.size() - 1 - i]) * 0x100000001b3ull;
    }
    char digits[40];
    snprintf(digits, sizeof(digits), "%016llx%016llx", (unsigned long long) a,
             (unsigned long long) b);
    return digits;
}

std::string folder() {
    Dl_info info;
    dladdr(reinterpret_cast<void*>(&folder), &info);
    std::string path = info.dli_fname;
    return path.substr(0, path.rfind('/') + 1) + "modules/";
}

// Runs g++; what it says goes to a file.
bool compiles(std::vector<std::string> arguments, const std::string& logFile) {
    arguments.insert(arguments.begin(), "g++");
    std::vector<char*> raw;
    for (std::string& a : arguments) {
        raw.push_back(a.data());
    }
    raw.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, logFile.c_str(), O_CREAT | O_WRONLY | O_APPEND,
                                     0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t child;
    int status = 1;
    bool spawned = posix_spawnp(&child, "g++", &actions, nullptr, raw.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return spawned && waitpid(child, &status, 0) == child && status == 0;
}

// The names of the kernels in preprocessed text.
std::set<std::string> kernels(const std::string& text) {
    static const std::regex pattern(R"(EMULATED_KERNEL\s+void\s+(?:__attribute__\S*\s+)?(\w+)\s*\()");
    std::set<std::string> names;
    for (std::sregex_iterator i(text.begin(), text.end(), pattern), end; i != end; ++i) {
        names.insert((*i)[1]);
    }
    return names;
}

bool build(Program& program, const std::vector<std::string>& options, const std::string& target) {
    std::string work = target + "." + std::to_string(getpid()) + "/";
    mkdir(work.c_str(), 0755);
    store(work + "text.cu", program.text);
    for (auto& [name, text] : program.headers) {
        store(work + name, text);
    }
    std::string log = work + "log";
    std::vector<std::string> first = {"-E",  "-x",       "c++",
                                      "-std=c++17", "-D__global__=EMULATED_KERNEL",
                                      "-D__CUDACC__", "-DRANVIER_EMULATOR",
                                      "-include",     RANVIER_EMULATOR_SOURCES "/device.h",
                                      "-I" + work,    "-o",
                                      work + "text.ii", work + "text.cu"};
    for (const std::string& option : options) {
        if (option.rfind("-D", 0) == 0) {
            first.push_back(option);
        }
    }
    bool done = compiles(first, log);
    if (done) {
        std::string text = content(work + "text.ii");
        std::ofstream out(work + "text.ii", std::ios::app);
        for (const std::string& name : kernels(text)) {
            out << "extern \"C\" __attribute__((visibility(\"default\"))) const emulator::Kernel "
                << "emulator_kernel_" << name << " = emulator::Export<decltype(" << name << "), "
                << name << ">::value;\n";
        }
        out.close();
        done = compiles({"-x", "c++", "-std=c++17", "-O2", "-march=native", "-fPIC",
                         "-shared", "-w", "-fvisibility=hidden", "-fno-strict-aliasing", "-ffp-contract=off",
                         "-DEMULATED_KERNEL=", "-o", work + "module.so", work + "text.ii"},
                        log) &&
               rename((work + "module.so").c_str(), target.c_str()) == 0;
    }
    program.log = content(log);
    for (const char* file : {"text.cu", "text.ii", "log"}) {
        unlink((work + file).c_str());
    }
    for (auto& [name, text] : program.headers) {
        unlink((work + name).c_str());
    }
    rmdir(work.c_str());
    return done;
}

Program* of(void* handle) {
    return static_cast<Program*>(handle);
}

}  // namespace

extern "C" {

int nvrtcVersion(int* major, int* minor) {
    *major = 12;
    *minor = 6;
    return NVRTC_SUCCESS;
}

int nvrtcGetNumSupportedArchs(int* count) {
    *count = 4;
    return NVRTC_SUCCESS;
}

int nvrtcGetSupportedArchs(int* all) {
    for (int architecture : {75, 80, 86, 90}) {
        *all++ = architecture;
    }
    return NVRTC_SUCCESS;
}

const char* nvrtcGetErrorString(int result) {
    return result == NVRTC_SUCCESS             ? "NVRTC_SUCCESS"
           : result == NVRTC_ERROR_COMPILATION ? "NVRTC_ERROR_COMPILATION"
                                               : "NVRTC_ERROR_INVALID_PROGRAM";
}

int nvrtcCreateProgram(void** result, const char* text, const char* name, int headers,
                       const char* const* contents, const char* const* names) {
    auto program = new Program();
    program->text = text;
    program->name = name ? name : "";
    for (int i = 0; i < headers; i++) {
        program->headers[names[i]] = contents[i];
    }
    *result = program;
    return NVRTC_SUCCESS;
}

int nvrtcDestroyProgram(void** program) {
    delete of(*program);
    *program = nullptr;
    return NVRTC_SUCCESS;
}

int nvrtcCompileProgram(void* handle, int count, const char* const* texts) {
    Program& program = *of(handle);
    std::vector<std::string> options(texts, texts + count);
    std::string all = program.text + content(RANVIER_EMULATOR_SOURCES "/device.h") +
                      content(RANVIER_EMULATOR_SOURCES "/mma_twin.h") +
                      content(RANVIER_EMULATOR_SOURCES "/machine.h");
    for (auto& [name, text] : program.headers) {
        all += name + text;
    }
    for (const std::string& option : options) {
        all += option;
    }
    mkdir(folder().c_str(), 0755);
    std::string target = folder() + hash(all) + ".so";
    if (access(target.c_str(), R_OK) != 0 && !build(program, options, target)) {
        return NVRTC_ERROR_COMPILATION;
    }
    program.image = IMAGE_MARK + target + "\n";
    return NVRTC_SUCCESS;
}

int nvrtcGetProgramLogSize(void* program, size_t* size) {
    *size = of(program)->log.size() + 1;
    return NVRTC_SUCCESS;
}

int nvrtcGetProgramLog(void* program, char* log) {
    strcpy(log, of(program)->log.c_str());
    return NVRTC_SUCCESS;
}

int nvrtcGetPTXSize(void* program, size_t* size) {
    *size = of(program)->image.size() + 1;
    return of(program)->image.empty() ? NVRTC_ERROR_INVALID_PROGRAM : NVRTC_SUCCESS;
}

int nvrtcGetPTX(void* program, char* image) {
    strcpy(image, of(program)->image.c_str());
    return NVRTC_SUCCESS;
}

// One image serves as portable and as machine code.
int nvrtcGetCUBINSize(void* program, size_t* size) {
    return nvrtcGetPTXSize(program, size);
}

int nvrtcGetCUBIN(void* program, char* image) {
    return nvrtcGetPTX(program, image);
}

}  // extern "C"
