package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param secret the embed secret, when it was asked for and may be seen; else an empty text
 * @param error the key of what was wrong with the password, or an empty text
 * @param confirmed whether the password was typed a moment ago
 * @param turn goes with the form that replaces the secret
 * @param previous how long the secret before still signs, or an empty text
 * @param originsWrong what cannot be an origin, or an empty text
 */
public record EmbedView(
    String slug,
    String secret,
    String error,
    boolean confirmed,
    boolean mayReveal,
    boolean mayRotate,
    String turn,
    String previous,
    String secretPinned,
    boolean mayChange,
    boolean required,
    String requiredPinned,
    String origins,
    String originsWrong,
    String originsPinned,
    List<Snippets.Snippet> snippets)
    implements View {

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
