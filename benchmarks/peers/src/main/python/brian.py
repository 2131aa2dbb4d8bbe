"""Brian2's C++ standalone mode on the neuron benchmarks, in single precision.

    python3 brian.py RESULTS.json [ROUNDS]

writes the times of the runs alone, without building, in the form of `ranvier bench`, so that
`ranvier bench table OURS.json RESULTS.json` shows them beside ours. Debian: python3-brian, g++.
"""

import json
import os
import subprocess
import sys
import tempfile

import brian2
import numpy as np
from brian2 import (Network, NeuronGroup, Synapses, defaultclock, device, ms, prefs, second,
                    set_device)

SQUID = """
dv/dt = (drive - 0.3*(v + 54.387) - 120*m**3*h*(v - 50) - 36*n**4*(v + 77))/ms : 1
dm/dt = (am*(1 - m) - bm*m)/ms : 1
dh/dt = (ah*(1 - h) - bh*h)/ms : 1
dn/dt = (an*(1 - n) - bn*n)/ms : 1
am = 1/exprel(-(v + 40)/10) : 1
bm = 4*exp(-(v + 65)/18) : 1
ah = 0.07*exp(-(v + 65)/20) : 1
bh = 1/(1 + exp(-(v + 35)/10)) : 1
an = 0.1/exprel(-(v + 55)/10) : 1
bn = 0.125*exp(-(v + 65)/80) : 1
drive : 1
"""

TRAUB_MILES = """
dv/dt = (-0.05*(v + 60) - ge*v - gi*(v + 80) - 100*m**3*h*(v - 50) - 30*n**4*(v + 90))/ms : 1
dm/dt = (am*(1 - m) - bm*m)/ms : 1
dh/dt = (ah*(1 - h) - bh*h)/ms : 1
dn/dt = (an*(1 - n) - bn*n)/ms : 1
dge/dt = -ge/(5*ms) : 1
dgi/dt = -gi/(10*ms) : 1
am = 0.32*4/exprel((-50 - v)/4) : 1
bm = 0.28*5/exprel((v + 23)/5) : 1
ah = 0.128*exp((-46 - v)/18) : 1
bh = 4/(1 + exp((-23 - v)/5)) : 1
an = 0.032*5/exprel((-48 - v)/5) : 1
bn = 0.5*exp((-53 - v)/40) : 1
"""

CUBA = """
dv/dt = (ge + gi - (v + 49))/(20*ms) : 1 (unless refractory)
dge/dt = -ge/(5*ms) : 1
dgi/dt = -gi/(10*ms) : 1
"""


def squid(method, rng):
    cells = NeuronGroup(10_000, SQUID, method=method)
    cells.drive = 10 * rng.random(10_000)
    cells.v = -70 + 20 * rng.random(10_000)
    for gate in ("m", "h", "n"):
        setattr(cells, gate, rng.random(10_000))
    return [cells]


def connected(cells, excitation, inhibition):
    excite = Synapses(cells[:3200], cells, on_pre=f"ge += {excitation}")
    inhibit = Synapses(cells[3200:], cells, on_pre=f"gi += {inhibition}")
    excite.connect(p=0.02)
    inhibit.connect(p=0.02)
    return [cells, excite, inhibit]


def cuba(rng):
    cells = NeuronGroup(
        4000, CUBA, threshold="v > -50", reset="v = -60", refractory=5 * ms, method="exact")
    cells.v = -60 + 10 * rng.random(4000)
    return connected(cells, 1.62, -9)


def cobahh(rng):
    cells = NeuronGroup(
        4000, TRAUB_MILES, threshold="v > -20", refractory=3 * ms, method="exponential_euler")
    cells.v = -65 + 5 * rng.standard_normal(4000)
    cells.ge = 0.2 + 0.075 * rng.standard_normal(4000)
    cells.gi = 1 + 0.6 * rng.standard_normal(4000)
    return connected(cells, 0.03, 0.335)


# Name; what makes it; the step; the time simulated; how much of it one call of ours does.
WORK = [
    ("hodgkin-huxley exponential_euler f32 10000 cells",
     lambda rng: squid("exponential_euler", rng), 0.01 * ms, 20 * ms, 0.01 * ms),
    ("hodgkin-huxley rk4 f32 10000 cells",
     lambda rng: squid("rk4", rng), 0.01 * ms, 10 * ms, 0.01 * ms),
    ("cuba f32 4000 cells, 10 ms", cuba, 0.1 * ms, 1 * second, 10 * ms),
    ("cobahh f32 4000 cells, 10 ms", cobahh, 0.1 * ms, 1 * second, 10 * ms),
]


def measure(make, step, length, threads, rounds):
    """Seconds of each run."""
    device.reinit()
    device.activate(build_on_run=False)
    prefs.devices.cpp_standalone.openmp_threads = 0 if threads == 1 else threads
    defaultclock.dt = step
    network = Network(*make(np.random.default_rng(1)))
    network.run(length)
    times = []
    with tempfile.TemporaryDirectory() as folder:
        device.build(directory=folder, run=False)
        for _ in range(rounds + 1):
            device.run(folder, with_output=False, run_args=[])
            times.append(device._last_run_time)
    return times[1:]


def main(file, rounds):
    prefs.core.default_float_dtype = np.float32
    prefs.codegen.target = "cython"
    set_device("cpp_standalone", build_on_run=False)
    results = []
    for threads in sorted({1, os.cpu_count()}):
        for name, make, step, length, each in WORK:
            seconds = measure(make, step, length, threads, rounds)
            micros = [[1e6 * s * float(each / length)] for s in seconds]
            print(f"{name}, {threads} threads: {sorted(micros)[len(micros) // 2][0]:.1f} µs")
            results.append({
                "params": {"engine": "brian2", "threads": str(threads), "workload": name},
                "primaryMetric": {"rawData": micros}})
    compiler = subprocess.run(["g++", "--version"], capture_output=True, text=True, check=True)
    flags = " ".join(prefs.codegen.cpp.extra_compile_args_gcc)
    about = f"Brian2 {brian2.__version__}, C++ standalone, single precision, " \
        f"{compiler.stdout.splitlines()[0]}, {flags}"
    with open(file, "w", encoding="utf-8") as out:
        json.dump({"environment": {"brian2": about}, "results": results}, out, indent=1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
