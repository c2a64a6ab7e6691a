/**
 * The benchmark: {@code ./mvnw -Pbench verify} (docs/guide/benchmarks.md).
 *
 * <p>Arrives: the archives as they were built, a {@code pgbench} and a Chromium. Leaves: one table
 * on the standard output. Promises: everything listens on loopback only and ends with the run;
 * every loop is bounded in count and in time; a figure below its goal is a figure, what could not
 * be measured is a failure.
 */
package io.backstop.bench;
