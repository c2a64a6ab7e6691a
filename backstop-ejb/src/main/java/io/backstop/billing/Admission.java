package io.backstop.billing;

/**
 * What must hold in the very transaction that stores an intent, for example that a one-shot link is
 * spent by this caller and nobody else. It throws a {@code Refusal} to stop the order; then neither
 * the intent nor anything else is stored.
 */
@FunctionalInterface
public interface Admission {
  void check();
}
