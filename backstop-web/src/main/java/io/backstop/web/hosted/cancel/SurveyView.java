package io.backstop.web.hosted.cancel;

import io.backstop.web.hosted.StepView;
import java.util.List;

/** "Why?", never required. */
public record SurveyView(String key, String title, List<Answer> answers) implements StepView {

  /**
   * @param asks whether picking it opens a text field
   * @param chosen whether it was picked before
   * @param comment what was written before, or an empty text
   */
  public record Answer(String id, String label, boolean asks, boolean chosen, String comment) {}

  @Override
  public String name() {
    return "survey";
  }

  @Override
  public String template() {
    return "cancel/survey.xhtml";
  }
}
