package io.backstop.insight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One customer.
 *
 * @param card the card that invoices are charged to by default, as its brand and last four digits
 * @param asked whether he is in line to be read from Stripe
 * @param portal his live portal links
 */
public record CustomerSheet(
    CustomerLine line,
    Optional<String> card,
    boolean asked,
    Optional<PortalLink> portal,
    List<Subscription> subscriptions) {

  CustomerSheet with(List<Subscription> his) {
    return new CustomerSheet(line, card, asked, portal, his);
  }

  /**
   * @param count how many there are
   * @param since when the latest was made
   * @param until when it ends by itself
   */
  public record PortalLink(int count, Instant since, Instant until) {}

  /**
   * @param product the names of what it is for
   * @param status Stripe's word
   * @param card brand and last four digits of the card of its next charge
   */
  public record Subscription(
      String id,
      String product,
      String status,
      Optional<Instant> cancelAt,
      Optional<String> card,
      Instant readAt) {}
}
