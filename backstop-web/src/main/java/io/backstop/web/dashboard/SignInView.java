package io.backstop.web.dashboard;

/**
 * @param next where it leads, an address below {@code /dashboard}
 * @param provider the way by the identity provider, where there is one
 * @param only whether that is the only way
 * @param error the key of what was wrong, or an empty text
 */
public record SignInView(
    String action, String mail, String next, Way provider, boolean only, String error)
    implements View {

  @Override
  public String template() {
    return "sign-in.xhtml";
  }

  @Override
  public String stem() {
    return "sign-in";
  }
}
