package io.backstop.recovery;

import io.backstop.billing.CustomerPicture;
import io.backstop.billing.CustomerRefreshed;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Standing;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.kernel.Ids;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.recovery.Campaign.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Opens and closes campaigns as customers are read, inside the transaction that stores the reading:
 * what the mirror says of an invoice and where its campaign stands are never at odds.
 *
 * <pre>
 *   (none) ─ open, attempted, owed ─► in_flight ─ paid ───────────────────────────► recovered
 *                                              ├─ uncollectible, subscription ended ► lost
 *                                              └─ void, deleted ───────────────────► abandoned
 * </pre>
 *
 * Readings come in any order, on any node, more than once: opening is an upsert by invoice, closing
 * a conditional update, and the mirror lets no older reading through after a newer one. An invoice
 * that belongs to a subscription that has ended is no longer pursued, whatever Stripe still has it
 * down as: a customer who has left is not shown a wall.
 */
@ApplicationScoped
class CampaignBook {

  private final CampaignTable table;
  private final Clock clock;

  /** For CDI's proxy only. */
  CampaignBook() {
    this(null, null);
  }

  @Inject
  CampaignBook(CampaignTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  void follow(@Observes CustomerRefreshed reading) {
    WorkspaceSlug workspace = reading.workspace();
    CustomerPicture picture = reading.picture();
    Instant now = clock.instant();
    Set<String> pursued =
        picture.openInvoices().stream()
            .filter(invoice -> isPursued(invoice, picture))
            .peek(invoice -> keep(workspace, invoice, now))
            .map(InvoiceSnapshot::id)
            .collect(Collectors.toSet());
    Map<String, InvoiceSnapshot> closed =
        reading.closedInvoices().stream()
            .collect(Collectors.toMap(InvoiceSnapshot::id, invoice -> invoice));
    for (Campaign campaign : table.inFlight(workspace, picture.customer().id())) {
      if (!pursued.contains(campaign.invoiceId())) {
        State end = end(campaign, picture, closed.get(campaign.invoiceId()));
        if (end != State.IN_FLIGHT) {
          table.close(workspace, campaign.invoiceId(), end, now);
        }
      }
    }
  }

  private void keep(WorkspaceSlug workspace, InvoiceSnapshot invoice, Instant now) {
    table.open(workspace, Ids.next("rc_", now), invoice, now);
    invoice.refusal().ifPresent(refused -> table.note(workspace, invoice, refused, now));
  }

  private static boolean isPursued(InvoiceSnapshot invoice, CustomerPicture picture) {
    return invoice.failed() && !picture.customer().deleted() && !billsEnded(invoice, picture);
  }

  private static boolean billsEnded(InvoiceSnapshot invoice, CustomerPicture picture) {
    return invoice.subscription().map(id -> hasEnded(id, picture)).orElse(false);
  }

  private static boolean hasEnded(SubscriptionId id, CustomerPicture picture) {
    return picture.subscriptions().stream()
        .map(Standing::subscription)
        .filter(subscription -> subscription.id().equals(id))
        .anyMatch(SubscriptionSnapshot::ended);
  }

  /**
   * @param closed the invoice as it is now, or null when it is still open or was not read
   */
  private static State end(Campaign campaign, CustomerPicture picture, InvoiceSnapshot closed) {
    if (closed == null) {
      boolean left =
          picture.customer().deleted()
              || campaign.subscription().map(id -> hasEnded(id, picture)).orElse(false);
      return left ? State.LOST : State.IN_FLIGHT;
    }
    return switch (closed.status()) {
      case "paid" -> State.RECOVERED;
      case "uncollectible" -> State.LOST;
      case "open" -> State.IN_FLIGHT;
      default -> State.ABANDONED;
    };
  }
}
