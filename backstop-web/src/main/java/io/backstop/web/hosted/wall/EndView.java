package io.backstop.web.hosted.wall;

import io.backstop.web.hosted.StepView;
import java.util.List;

/**
 * Nothing is owed any more, or it is not known yet.
 *
 * @param pending whether Stripe has yet to say so
 * @param lines what was paid, and with which card
 */
public record EndView(String title, boolean pending, String text, List<String> lines)
    implements StepView {

  @Override
  public String name() {
    return pending ? "pending" : "done";
  }

  @Override
  public String template() {
    return "wall/end.xhtml";
  }
}
