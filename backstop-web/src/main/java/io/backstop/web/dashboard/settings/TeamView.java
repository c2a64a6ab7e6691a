package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param roles that may be given, by wire name
 * @param mail typed, and not taken
 * @param link of an invitation made just now, or an empty text
 * @param error the key of what was wrong, or an empty text
 */
public record TeamView(
    boolean mayChange,
    List<String> roles,
    List<Mate> mates,
    List<Open> invitations,
    String mail,
    String linkText,
    String link,
    String error)
    implements View {

  /** Somebody who has a seat. */
  public record Mate(
      String id, String mail, String role, String since, boolean self, boolean changeable) {}

  /** An invitation that is out. */
  public record Open(String id, String mail, String role, String until, boolean changeable) {}

  @Override
  public String template() {
    return "team.xhtml";
  }

  @Override
  public String stem() {
    return "team";
  }

  @Override
  public String toString() {
    return "TeamView[…]";
  }
}
