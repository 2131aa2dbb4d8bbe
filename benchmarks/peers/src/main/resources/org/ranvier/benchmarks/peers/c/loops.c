/* The loops that one would write in C, without intrinsics; OMP_NUM_THREADS threads. */
#include <math.h>

enum { BLOCK = 4096 };

/* A step of Adam (Kingma and Ba 2015): correction is what corrects the bias of the root of v. */
void adam(long n, float beta1, float beta2, float rate, float correction, float epsilon,
          float *restrict w, const float *restrict g, float *restrict m, float *restrict v) {
#pragma omp parallel for simd schedule(static)
    for (long i = 0; i < n; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        w[i] -= rate * m[i] / (sqrtf(v[i]) * correction + epsilon);
    }
}

/* Steps of leaky integrate-and-fire neurons, block by block: threshold 1, reset to 0. */
void lif_plain(long steps, long n, float decay, const float *restrict current,
               const float *restrict v0, float *restrict spikes, float *restrict potentials,
               float *restrict v) {
#pragma omp parallel for schedule(static)
    for (long block = 0; block < n; block += BLOCK) {
        long end = block + BLOCK < n ? block + BLOCK : n;
        for (long t = 0; t < steps; t++) {
            const float *from = t ? v : v0;
            const float *x = current + t * n;
            float *s = spikes + t * n;
            float *p = potentials + t * n;
#pragma omp simd
            for (long i = block; i < end; i++) {
                float u = from[i] * decay + x[i] * (1 - decay);
                p[i] = u;
                s[i] = u > 1 ? 1.0f : 0.0f;
                v[i] = u > 1 ? 0.0f : u;
            }
        }
    }
}

/* The same; a neuron is held for some steps after a spike. */
void lif_refractory(long steps, long n, float decay, float refractory,
                    const float *restrict current, const float *restrict v0,
                    const float *restrict hold0, float *restrict spikes,
                    float *restrict potentials, float *restrict v, float *restrict hold) {
#pragma omp parallel for schedule(static)
    for (long block = 0; block < n; block += BLOCK) {
        long end = block + BLOCK < n ? block + BLOCK : n;
        for (long t = 0; t < steps; t++) {
            const float *from = t ? v : v0;
            const float *left = t ? hold : hold0;
            const float *x = current + t * n;
            float *s = spikes + t * n;
            float *p = potentials + t * n;
#pragma omp simd
            for (long i = block; i < end; i++) {
                float h = left[i];
                float u = h > 0 ? from[i] : from[i] * decay + x[i] * (1 - decay);
                int over = h <= 0 && u > 1;
                p[i] = u;
                s[i] = over ? 1.0f : 0.0f;
                v[i] = over ? 0.0f : u;
                hold[i] = over ? refractory : h > 1 ? h - 1 : 0.0f;
            }
        }
    }
}
