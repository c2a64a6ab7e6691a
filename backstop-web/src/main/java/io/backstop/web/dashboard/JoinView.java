package io.backstop.web.dashboard;

/**
 * @param text what one is invited to
 * @param known whether somebody signs in with that address already
 * @param needsWorkspace whether a workspace has to be named
 * @param provider the way by the identity provider, where there is one
 * @param only whether that is the only way
 * @param error the key of what was wrong, or an empty text
 */
public record JoinView(
    String action,
    String text,
    boolean mailIsGiven,
    String mail,
    boolean known,
    boolean needsWorkspace,
    String workspace,
    Way provider,
    boolean only,
    String error)
    implements View {

  @Override
  public String template() {
    return "join.xhtml";
  }

  @Override
  public String stem() {
    return "join";
  }
}
