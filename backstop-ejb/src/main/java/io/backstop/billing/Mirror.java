package io.backstop.billing;

import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.billing.PictureShelf.FollowUp;
import io.backstop.billing.PictureShelf.Unseen;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What Backstop knows of Stripe's customers and subscriptions without asking. Filled on first sight
 * by one read; any number of first sights at once end in the same rows. Suspends the caller's
 * transaction: Stripe is never called inside one.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class Mirror {

  private static final Logger LOG = Logger.getLogger(Mirror.class.getName());

  /** What others store while one reads is followed up; not for ever. */
  private static final int MOST_ROUNDS = 10;

  private final BillingGateway gateway;
  private final MirrorTable table;
  private final PictureTable pictures;
  private final PictureShelf shelf;
  private final Clock clock;

  /** For CDI's proxy, and for tests that stand in for it. */
  public Mirror() {
    this(null, null, null, null, null);
  }

  @Inject
  Mirror(
      BillingGateway gateway,
      MirrorTable table,
      PictureTable pictures,
      PictureShelf shelf,
      Clock clock) {
    this.gateway = gateway;
    this.table = table;
    this.pictures = pictures;
    this.shelf = shelf;
    this.clock = clock;
  }

  /**
   * Reads the customer and, where given, the subscription from Stripe and remembers them; also when
   * they are known already. With a subscription that is one call; the customer alone is read whole,
   * as {@link #refresh} does. Somebody waits in front of a page: Stripe is asked {@linkplain
   * BillingGateway#soon soon}.
   *
   * @throws Refusal {@code CUSTOMER_NOT_FOUND} when Stripe knows no such customer or it has been
   *     deleted; {@code SUBSCRIPTION_NOT_FOUND} when Stripe knows no such subscription or it is
   *     another customer's
   * @throws BillingUnavailable when Stripe cannot be asked; the workspace may have no key yet
   */
  public void acquaint(
      Workspace workspace, CustomerId customer, Optional<SubscriptionId> subscription) {
    if (subscription.isPresent()) {
      acquaint(workspace, customer, subscription.get());
      return;
    }
    refresh(gateway.soon(), workspace, customer);
  }

  /**
   * Reads the whole customer from Stripe, in about six calls, stores what was read and fires {@link
   * CustomerRefreshed} in the transaction that does so. Of several readings at once the one that
   * began last is what stays; one that began before what is stored already changes nothing.
   *
   * @throws Refusal {@code CUSTOMER_NOT_FOUND} when Stripe knows no such customer or it has been
   *     deleted; what was known of him is then stored as gone
   * @throws BillingUnavailable when Stripe cannot be asked; nothing is stored then
   */
  public void refresh(Workspace workspace, CustomerId customer) {
    refresh(gateway, workspace, customer);
  }

  /**
   * As {@link #refresh}, after what the customer has done, and before he is answered, so that what
   * is paid raises no wall. When Stripe or our own database does not let it, Stripe's event does it
   * later: the customer has done his part.
   *
   * @throws Refusal {@code CUSTOMER_NOT_FOUND} as {@link #refresh} does
   */
  public void catchUp(Workspace workspace, CustomerId customer) {
    try {
      refresh(workspace, customer);
    } catch (Refusal refusal) {
      boolean ours = refusal.code() == RefusalCode.TEMPORARILY_UNAVAILABLE;
      if (!ours && !(refusal instanceof BillingUnavailable)) {
        throw refusal;
      }
      LOG.log(
          ours ? Level.WARNING : Level.INFO,
          "the mirror is refreshed later: {0}",
          refusal.getMessage());
    } catch (RuntimeException uncommitted) { // the container's, of our database
      LOG.log(Level.WARNING, "the mirror is refreshed later", uncommitted);
    }
  }

  private void refresh(BillingGateway stripe, Workspace workspace, CustomerId customer) {
    Instant before = clock.instant();
    CustomerPicture picture =
        stripe
            .picture(workspace, customer)
            .or(() -> lost(workspace, customer, before))
            .orElseThrow(() -> new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "Stripe has none"));
    Unseen unseen = pictures.unseen(workspace.slug(), picture);
    int rounds = 0;
    do {
      unseen = shelf.keep(workspace.slug(), picture, followUp(stripe, workspace, unseen));
      rounds++;
    } while (!unseen.isEmpty() && rounds < MOST_ROUNDS);
    if (picture.customer().deleted()) {
      throw new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "deleted at Stripe");
    }
  }

  /** The customer as last read whole; no call. One statement. */
  public Optional<CustomerPicture> recall(Workspace workspace, CustomerId customer) {
    return pictures.recall(workspace.slug(), customer);
  }

  /**
   * A customer who was known and of whom Stripe says now that there never was one. Test data can be
   * wiped: that is as good as deleted. Live customers cannot (a deleted one is answered as such):
   * then the key is another account's, and what is known stays.
   */
  private Optional<CustomerPicture> lost(Workspace workspace, CustomerId customer, Instant at) {
    boolean test = workspace.stripe().secretKey().filter(key -> key.contains("_test_")).isPresent();
    if (!test || !table.knows(workspace.slug(), customer)) {
      return Optional.empty();
    }
    CustomerSnapshot gone =
        new CustomerSnapshot(customer, true, Optional.empty(), List.of(), Optional.empty(), at);
    return Optional.of(new CustomerPicture(gone, List.of(), List.of()));
  }

  /** Each by itself; at most a few. */
  private static FollowUp followUp(BillingGateway stripe, Workspace workspace, Unseen unseen) {
    List<InvoiceSnapshot> invoices =
        unseen.invoices().stream()
            .map(last -> stripe.invoice(workspace, last.id()).orElseGet(last::voided))
            .toList();
    List<Sighting> found = new ArrayList<>();
    List<SubscriptionId> missing = new ArrayList<>();
    for (SubscriptionId id : unseen.subscriptions()) {
      stripe.read(workspace, id).ifPresentOrElse(found::add, () -> missing.add(id));
    }
    return new FollowUp(invoices, found, missing);
  }

  private void acquaint(Workspace workspace, CustomerId customer, SubscriptionId subscription) {
    Sighting sighting =
        gateway
            .soon()
            .read(workspace, subscription)
            .orElseThrow(() -> new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "Stripe has none"));
    table.store(workspace.slug(), sighting);
    if (!sighting.snapshot().customer().equals(customer)) {
      throw new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "another customer's");
    }
    if (sighting.customerDeleted()) {
      throw new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "deleted at Stripe");
    }
  }
}
