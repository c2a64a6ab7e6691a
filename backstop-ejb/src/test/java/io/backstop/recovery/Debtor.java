package io.backstop.recovery;

import io.backstop.billing.CustomerPicture;
import io.backstop.billing.CustomerRefreshed;
import io.backstop.billing.CustomerSnapshot;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Standing;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.billing.SubscriptionSnapshot.Card;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A customer whose invoices a test opens and closes, and the readings that Stripe would give. */
final class Debtor {

  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final SubscriptionId SUBSCRIPTION = new SubscriptionId("sub_ada");

  final WorkspaceSlug workspace;
  final CustomerId id = new CustomerId("cus_ada");
  private final List<InvoiceSnapshot> open = new ArrayList<>();
  private String subscriptionStatus = "past_due";
  private boolean deleted;

  Debtor(WorkspaceSlug workspace) {
    this.workspace = workspace;
  }

  Debtor owes(String invoice, int attempts, String declineCode) {
    open.removeIf(known -> known.id().equals(invoice));
    open.add(invoice(invoice, "open", attempts, declineCode));
    return this;
  }

  Debtor owesNothing() {
    open.clear();
    return this;
  }

  Debtor whoseSubscriptionIs(String status) {
    subscriptionStatus = status;
    return this;
  }

  Debtor whoIsGone() {
    deleted = true;
    return this;
  }

  InvoiceSnapshot invoice(String invoice, String status, int attempts, String declineCode) {
    return new InvoiceSnapshot(
        invoice,
        Optional.of("A-1"),
        id,
        Optional.of(SUBSCRIPTION),
        status,
        "usd",
        4900,
        status.equals("paid") ? 0 : 4900,
        attempts > 0,
        attempts,
        true,
        Optional.of(START.plusSeconds(86_400)),
        attempts == 0
            ? Optional.empty()
            : Optional.of(
                new InvoiceSnapshot.Refused(
                    "card_declined",
                    Optional.of(declineCode),
                    Optional.of(new Card("visa", "0341")))),
        START);
  }

  CustomerRefreshed read(InvoiceSnapshot... closed) {
    CustomerSnapshot customer =
        new CustomerSnapshot(id, deleted, Optional.empty(), List.of(), Optional.empty(), START);
    return new CustomerRefreshed(
        workspace,
        new CustomerPicture(
            customer, List.of(new Standing(subscription(), Optional.empty())), List.copyOf(open)),
        List.of(closed));
  }

  private SubscriptionSnapshot subscription() {
    Item item = new Item("si_1", "price_pro", "Pro", Optional.of(4900L), 1, "month", 1, START);
    return new SubscriptionSnapshot(
        SUBSCRIPTION,
        id,
        subscriptionStatus,
        "usd",
        List.of(item),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        START);
  }
}
