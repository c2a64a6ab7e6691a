package io.backstop.workshop;

/**
 * One published version's part of new visits.
 *
 * @param percent 1 to 100
 */
public record Share(FlowId flow, int number, int percent) {}
