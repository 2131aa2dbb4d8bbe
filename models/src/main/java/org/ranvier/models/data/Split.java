package org.ranvier.models.data;

/**
 * A data set with the part that must not be trained on set aside.
 *
 * @param train to learn from
 * @param test to judge by, once
 */
public record Split(Dataset train, Dataset test) {}
