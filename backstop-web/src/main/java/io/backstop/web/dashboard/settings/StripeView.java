package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;
import java.util.Map;

/**
 * No secret is in it, but the last characters of those that are held.
 *
 * @param confirmed whether he has shown a moment ago who he is
 * @param reach what came of a call to Stripe, or an empty text
 * @param apiBase what stands in for Stripe here, or an empty text
 * @param scriptUrl where Stripe.js comes from, if not from Stripe; or an empty text
 * @param again whether a secret was typed that is not saved: it has to be typed again
 * @param wrong by setting, or {@code password}: what is wrong, as a key
 */
public record StripeView(
    boolean mayChange,
    boolean confirmed,
    String reach,
    String apiBase,
    String scriptUrl,
    Key key,
    Text publishable,
    Text account,
    Webhook webhook,
    boolean again,
    Map<String, String> wrong)
    implements View {

  /**
   * The secret key.
   *
   * @param state whether it is set, in words
   * @param saved whether the one in force was saved here
   * @param pinned where the operator has set it, or an empty text
   */
  public record Key(String state, boolean present, boolean saved, String pinned) {}

  /** A setting that anybody may see. */
  public record Text(String value, String pinned) {}

  /**
   * @param address where Stripe is to send events
   * @param families of events, as Stripe writes them
   */
  public record Webhook(
      String address, List<String> families, List<Secret> secrets, boolean saved, String pinned) {}

  /**
   * @param mark names it in a form
   * @param removable whether it can be taken away here
   */
  public record Secret(String mark, String ending, boolean removable) {}

  @Override
  public String template() {
    return "stripe.xhtml";
  }

  @Override
  public String stem() {
    return "stripe";
  }
}
