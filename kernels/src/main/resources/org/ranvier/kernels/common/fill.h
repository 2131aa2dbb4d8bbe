/* One value everywhere, and a choice between two tensors. */
#include "types.h"
#include "views.h"

KERNEL(fill)(OUT(T, y), LONG n, T value) {
    BEGIN(y);
    LONG i = ITEM;
    if (i < n) {
        y[i] = value;
    }
}

KERNEL(fill_strided)(OUT(T, y), LONG n, T value, View view) {
    BEGIN(y);
    LONG i = ITEM;
    if (i < n) {
        LONG to = 0;
        WALK(view, i, to += at * view.stride[0][axis])
        y[to] = value;
    }
}

KERNEL(where)(OUT(T, y), IN(BYTE, condition), IN(T, a), IN(T, b), LONG n) {
    BEGIN(y);
    BEGIN(condition);
    BEGIN(a);
    BEGIN(b);
    LONG i = ITEM;
    if (i < n) {
        T yes = a[i], no = b[i];
        y[i] = condition[i] ? yes : no;
    }
}

KERNEL(where_strided)(OUT(T, y), IN(BYTE, condition), IN(T, a), IN(T, b), LONG n, View view) {
    BEGIN(y);
    BEGIN(condition);
    BEGIN(a);
    BEGIN(b);
    LONG i = ITEM;
    if (i < n) {
        LONG to = 0, from = 0, from_a = 0, from_b = 0;
        WALK(view, i, to += at * view.stride[0][axis]; from += at * view.stride[1][axis];
             from_a += at * view.stride[2][axis]; from_b += at * view.stride[3][axis])
        y[to] = condition[from] ? a[from_a] : b[from_b];
    }
}
