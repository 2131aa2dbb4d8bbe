/*
 * Sums of products: y[batch, row, column] = Σ a[batch, row, k] b[batch, k, column], where a row, a
 * column and k may each run over several axes.
 */
#include "contract_tiles.h"
