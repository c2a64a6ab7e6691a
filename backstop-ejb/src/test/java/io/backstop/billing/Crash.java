package io.backstop.billing;

/** The machine stops here: nothing after it runs, nothing catches it. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;
}
