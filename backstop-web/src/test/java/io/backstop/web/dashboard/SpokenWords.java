package io.backstop.web.dashboard;

import io.backstop.web.dashboard.flows.Listener;

/** The dashboard's texts, for tests of other packages. */
public final class SpokenWords {

  private SpokenWords() {}

  /** In the language of two letters. */
  public static Words in(String language) {
    return Words.of(Listener.who(language));
  }
}
