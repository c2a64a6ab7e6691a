package io.backstop.web.hosted.cancel;

import io.backstop.web.hosted.StepView;
import java.util.List;

/** What other customers say. */
public record StoriesView(String key, String title, List<Voice> voices) implements StepView {

  /** Who says what. */
  public record Voice(String quote, String author) {}

  @Override
  public String name() {
    return "stories";
  }

  @Override
  public String template() {
    return "cancel/stories.xhtml";
  }
}
