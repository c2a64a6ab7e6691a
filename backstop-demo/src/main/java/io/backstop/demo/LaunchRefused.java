package io.backstop.demo;

/** Nothing was started. The message is one or two sentences that say what to change. */
public final class LaunchRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public LaunchRefused(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A refusal for the sake of one setting. */
  static LaunchRefused setting(String variable, String sentence) {
    return new LaunchRefused(ExitCode.BAD_SETTING, variable + " " + sentence);
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
