package org.ranvier.models.train;

import java.util.OptionalDouble;

/**
 * The figures of an epoch.
 *
 * @param epoch which, from 0
 * @param loss the mean training loss of its steps, with penalties
 * @param accuracy the part of training samples that were classified rightly while they were trained
 *     on; empty if targets are no classes
 * @param validationLoss the mean loss of the validation samples after it; empty without validation
 * @param validationAccuracy the part of validation samples classified rightly after it; empty
 *     without validation or if targets are no classes
 * @param seconds how long it took
 */
public record EpochResult(
        int epoch,
        double loss,
        OptionalDouble accuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        double seconds) {}
