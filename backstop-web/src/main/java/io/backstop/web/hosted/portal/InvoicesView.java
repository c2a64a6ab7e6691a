package io.backstop.web.hosted.portal;

import io.backstop.web.hosted.StepView;
import java.util.List;

/**
 * A page of invoices.
 *
 * @param older where the next page is, or an empty text
 * @param newer where the first page is, or an empty text on the first page
 * @param back where "back" leads
 */
public record InvoicesView(
    String title, List<Entry> entries, String older, String newer, String back)
    implements StepView {

  /**
   * One invoice.
   *
   * @param number what stands on it, or an empty text
   * @param tone of the state: {@code live}, {@code due} or {@code over}
   * @param page Stripe's page, or an empty text
   * @param pageLabel what that page is good for
   * @param pdf the document, or an empty text
   */
  public record Entry(
      String number,
      String date,
      String amount,
      String state,
      String tone,
      String page,
      String pageLabel,
      String pdf) {}

  @Override
  public String name() {
    return "invoices";
  }

  @Override
  public String template() {
    return "portal/invoices.xhtml";
  }
}
