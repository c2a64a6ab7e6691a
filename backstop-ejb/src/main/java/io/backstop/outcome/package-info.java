/**
 * How visits ended.
 *
 * <p>Arrives: an ending, inside the transaction that caused it. Leaves: one {@link
 * io.backstop.outcome.Outcome} a visit, append-only, and the words that the page tells its opener.
 * Promise: a visit has one outcome; it is recorded together with what it reports or not at all.
 */
package io.backstop.outcome;
