package io.backstop.demo;

/** What is started: {@code BACKSTOP_MODE}. */
public enum Mode {
  /** With Acme's workspace, its public secrets and its shop. */
  DEMO,
  /** Backstop alone: no workspace, no shop. */
  PLAIN
}
