/* On a processor, sixteen elements of type T as one vector. */
#ifdef CPU
#if T_TYPE == F32
typedef float16 ROW;
#elif T_TYPE == F64
typedef double16 ROW;
#elif T_TYPE == I32
typedef int16 ROW;
#else
typedef uchar16 ROW;
#endif
#endif
