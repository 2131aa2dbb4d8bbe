package org.ranvier.linalg;

/** A matrix of doubles, by columns. */
final class Matrix {
    private final int rows;
    private final double[][] columns;

    Matrix(int rows, int columns) {
        this.rows = rows;
        this.columns = new double[columns][rows];
    }

    static Matrix ofRowMajor(int rows, int columns, double[] elements) {
        Matrix m = new Matrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                m.columns[j][i] = elements[i * columns + j];
            }
        }
        return m;
    }

    static Matrix identity(int size) {
        Matrix m = new Matrix(size, size);
        for (int i = 0; i < size; i++) {
            m.columns[i][i] = 1;
        }
        return m;
    }

    double[] toRowMajor() {
        double[] elements = new double[rows * columns.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns.length; j++) {
                elements[i * columns.length + j] = columns[j][i];
            }
        }
        return elements;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns.length;
    }

    double get(int row, int column) {
        return columns[column][row];
    }

    void set(int row, int column, double value) {
        columns[column][row] = value;
    }

    /** The column itself, not a copy. */
    double[] column(int index) {
        return columns[index];
    }

    void swapColumns(int a, int b) {
        double[] kept = columns[a];
        columns[a] = columns[b];
        columns[b] = kept;
    }

    Matrix copy() {
        Matrix m = new Matrix(rows, columns.length);
        for (int j = 0; j < columns.length; j++) {
            m.columns[j] = columns[j].clone();
        }
        return m;
    }

    Matrix transpose() {
        Matrix t = new Matrix(columns.length, rows);
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < rows; i++) {
                t.columns[i][j] = columns[j][i];
            }
        }
        return t;
    }

    /** Multiplies by {@code 2^exponent}, which is exact. */
    Matrix scale(int exponent) {
        Matrix m = copy();
        for (double[] column : m.columns) {
            for (int i = 0; i < rows; i++) {
                column[i] = Math.scalb(column[i], exponent);
            }
        }
        return m;
    }

    /** The exponent of the largest element; 0 of a zero matrix. Scaled by it, squares are safe. */
    int exponent() {
        double largest = 0;
        for (double[] column : columns) {
            for (double x : column) {
                largest = Math.max(largest, Math.abs(x));
            }
        }
        return largest == 0 ? 0 : Math.getExponent(largest);
    }

    /** The sum of products from an index on; four sums at a time, since one waits for itself. */
    static double dot(double[] a, double[] b, int from) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i <= a.length - 4; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** {@code y += factor·x} from an index on. */
    static void add(double[] y, double factor, double[] x, int from) {
        for (int i = from; i < y.length; i++) {
            y[i] += factor * x[i];
        }
    }
}
