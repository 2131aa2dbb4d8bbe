/* One value everywhere, and a choice between two tensors. */
#include "types.h"
#include "elements.h"

ELEMENTS(fill)(OUT(T, y), LONG n, T value) {
    BEGIN(y);
    FOR_ELEMENTS(i, n) {
        y[i] = value;
    }
}

ELEMENTS(fill_strided)(OUT(T, y), LONG n, T value, View view) {
    BEGIN(y);
    FOR_VIEW_1(n, view, y[at0] = value;)
}

ELEMENTS(where)(OUT(T, y), IN(BYTE, condition), IN(T, a), IN(T, b), LONG n) {
    BEGIN(y);
    BEGIN(condition);
    BEGIN(a);
    BEGIN(b);
    FOR_ELEMENTS(i, n) {
        T yes = a[i], no = b[i];
        y[i] = condition[i] ? yes : no;
    }
}

ELEMENTS(where_strided)(OUT(T, y), IN(BYTE, condition), IN(T, a), IN(T, b), LONG n, View view) {
    BEGIN(y);
    BEGIN(condition);
    BEGIN(a);
    BEGIN(b);
    FOR_VIEW_4(n, view, T yes = a[at2]; T no = b[at3]; y[at0] = condition[at1] ? yes : no;)
}
