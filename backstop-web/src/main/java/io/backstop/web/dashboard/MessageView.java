package io.backstop.web.dashboard;

/**
 * A page that only says something: {@code <stem>.title}, {@code <stem>.text}.
 *
 * @param way where it leads on, {@code <stem>.way}; an empty text: nowhere
 */
public record MessageView(String stem, String way) implements View {

  @Override
  public String template() {
    return "message.xhtml";
  }
}
