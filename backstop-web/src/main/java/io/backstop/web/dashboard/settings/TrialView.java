package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param surface the one chosen, by its wire name
 * @param wrong the field that cannot be, or an empty text
 * @param result what came of it; null before anything was tried
 */
public record TrialView(
    List<EmbedTab> tabs,
    List<String> surfaces,
    String surface,
    String customer,
    String subscription,
    String origin,
    String wrong,
    Result result)
    implements View {

  /**
   * @param url the link, or an empty text
   * @param expires until when it opens
   */
  public record Result(
      int status, String type, String sentence, List<Check> checks, String url, String expires) {

    @Override
    public String toString() {
      return "Result[" + status + "]";
    }
  }

  /**
   * @param key of what is checked
   * @param state {@code good}, {@code bad} or {@code open}: not reached
   */
  public record Check(String key, String state) {}

  @Override
  public String template() {
    return "embed-test.xhtml";
  }

  @Override
  public String stem() {
    return "test";
  }

  @Override
  public String toString() {
    return "TrialView[…]";
  }
}
