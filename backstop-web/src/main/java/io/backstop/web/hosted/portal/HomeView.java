package io.backstop.web.hosted.portal;

import io.backstop.web.hosted.StepView;
import java.util.List;

/**
 * Everything the customer has.
 *
 * @param done what was changed just now, or an empty text
 * @param refused whether what was chosen just now could not be done
 * @param due what is owed because a payment has failed, or an empty text
 * @param account the links that are about the account as a whole
 */
public record HomeView(
    String title,
    String done,
    boolean refused,
    String due,
    List<Panel> panels,
    String card,
    Addresses account)
    implements StepView {

  /**
   * One subscription.
   *
   * @param tone of the state: {@code live}, {@code soon}, {@code due} or {@code over}
   * @param remark why it is as it is, where that needs saying; or an empty text
   */
  public record Panel(
      String id,
      String plan,
      String price,
      String state,
      String tone,
      List<Row> rows,
      String remark,
      List<Press> presses) {}

  /** A fact. */
  public record Row(String label, String value) {}

  /**
   * A control.
   *
   * @param action in the word of {@code data-backstop-action}
   * @param name what it does and to what, for who cannot see where it stands; or an empty text
   * @param href where it leads; an empty text when it is a form
   * @param ticket what its form carries, or an empty text
   * @param subscription what its form is about, or an empty text
   * @param look the class of its button
   */
  public record Press(
      String action,
      String label,
      String name,
      String href,
      String ticket,
      String subscription,
      String look) {}

  /** Where the links of the account lead. */
  public record Addresses(String card, String invoices, String details) {}

  @Override
  public String name() {
    return "home";
  }

  @Override
  public String template() {
    return "portal/home.xhtml";
  }
}
