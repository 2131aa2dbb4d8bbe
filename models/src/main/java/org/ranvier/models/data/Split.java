package org.ranvier.models.data;

import java.util.List;

/**
 * A data set with the part that must not be trained on set aside.
 *
 * @param train to learn from
 * @param test to judge by, once
 */
public record Split(Dataset train, Dataset test) {
    static Split ofFirst(Dataset all, double fraction) {
        List<Dataset> parts = all.split(fraction, 1 - fraction);
        return new Split(parts.get(0), parts.get(1));
    }
}
