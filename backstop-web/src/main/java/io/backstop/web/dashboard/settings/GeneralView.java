package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param slug stands where no name is set
 * @param cancelling how long after an offer no other is made; one
 * @param links how long each kind of link lives
 */
public record GeneralView(
    boolean mayChange,
    String slug,
    Text name,
    List<String> timings,
    Text timing,
    List<Lasting> cancelling,
    List<Lasting> links)
    implements View {

  /**
   * @param pinned where the operator has set it, or an empty text
   * @param wrong what is wrong with it, in words, or an empty text
   */
  public record Text(String key, String value, String pinned, String wrong) {}

  /**
   * A length of time.
   *
   * @param id of its field
   * @param number in {@code unit}, or as it was typed
   * @param text in ISO 8601 where no number says it, or an empty text
   */
  public record Lasting(
      String key,
      String id,
      String number,
      String unit,
      List<String> units,
      String text,
      String pinned,
      String wrong) {}

  @Override
  public String template() {
    return "general.xhtml";
  }

  @Override
  public String stem() {
    return "general";
  }
}
