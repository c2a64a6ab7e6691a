package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param tabs the pages about embedding
 * @param originsWrong what cannot be an origin, or an empty text
 */
public record EmbedView(
    List<EmbedTab> tabs,
    String slug,
    Secret secret,
    CodeCard code,
    boolean mayChange,
    SignatureCard signature,
    String origins,
    String originsWrong,
    String originsPinned)
    implements View {

  /**
   * @param text the embed secret, when it was asked for and may be seen; else an empty text
   * @param error the key of what was wrong with the password, or an empty text
   * @param confirmed whether the password was typed a moment ago
   * @param turn goes with the form that replaces the secret
   * @param previous how long the secret before still signs, or an empty text
   * @param used when the current one last signed a call
   * @param previousUsed when the one before did, or an empty text where there is none
   * @param lagging whether the one before has signed since the current one is there
   */
  public record Secret(
      String text,
      String error,
      boolean confirmed,
      boolean mayReveal,
      boolean mayRotate,
      String turn,
      String pinned,
      String used,
      String previous,
      String previousUsed,
      boolean lagging) {

    @Override
    public String toString() {
      return "Secret[…]";
    }
  }

  @Override
  public String template() {
    return "embed.xhtml";
  }

  @Override
  public String stem() {
    return "embed";
  }

  @Override
  public String toString() {
    return "EmbedView[" + slug + "]";
  }
}
