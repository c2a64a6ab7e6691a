package io.backstop.demo;

/**
 * What the launcher ends with. A launcher ended by a signal reports 130 (Ctrl-C) or 143 (SIGTERM),
 * as every program does.
 */
public enum ExitCode {
  /** A setting cannot be used; the sentence names it. */
  BAD_SETTING(2),
  /** A port is taken; the sentence names it and its setting. */
  PORT_TAKEN(3),
  /** A part did not come up; the end of its log was shown. */
  START_FAILED(4),
  /** Backstop's server ended by itself after it had been ready. */
  SERVER_ENDED(5),
  /** Java is older than 17. {@link Launcher} says so itself, being compiled for an older Java. */
  JAVA_TOO_OLD(6);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
