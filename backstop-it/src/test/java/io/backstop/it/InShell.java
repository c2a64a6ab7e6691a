package io.backstop.it;

/** {@link InBrowser} in the headless shell, for tests that press nothing in a frame. */
abstract class InShell extends InBrowser {

  InShell(Stage stage) {
    super(stage);
  }

  @Override
  final Browser opened() {
    return Browser.openShell();
  }
}
