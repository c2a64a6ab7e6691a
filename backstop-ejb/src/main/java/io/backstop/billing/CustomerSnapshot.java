package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One customer as Stripe had it at {@code readAt}: what pages need to be truthful, and nothing more
 * personal than that.
 *
 * @param deleted whether the customer has been deleted at Stripe
 * @param accountHint the customer's mail address, masked beyond recognition by others
 * @param cards the cards on file, the latest first
 * @param defaultCard the {@link SavedCard#id()} of the card that invoices are charged to unless
 *     their subscription has one of its own
 */
public record CustomerSnapshot(
    CustomerId id,
    boolean deleted,
    Optional<String> accountHint,
    List<SavedCard> cards,
    Optional<String> defaultCard,
    Instant readAt) {

  /**
   * A card on file.
   *
   * @param id of the payment method, {@code pm_…}
   * @param brand Stripe's word, for example {@code visa}
   */
  public record SavedCard(
      String id, String brand, String lastFour, int expiryMonth, int expiryYear) {}
}
