package io.backstop.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.billing.BillingGateway;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.CustomerRefreshed;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Mirror;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import io.backstop.workspace.Workspace;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CampaignsTest {

  private final SetClock clock = new SetClock(Debtor.START.toString());
  private final Statements statements = new Statements(TestDatabase.shared().dataSource());
  private final CampaignTable table = new CampaignTable(statements);
  private final CampaignBook book = new CampaignBook(table, clock);
  private final WorkspaceSlug slug = new WorkspaceSlug(Ids.next("w", clock.instant()));
  private final Workspace workspace =
      new Workspace(slug, "Acme", false, null, null, null, null, null, null, null);
  private final Debtor ada = new Debtor(slug);

  /** What Stripe would answer now; empty when it does not. */
  private Optional<CustomerRefreshed> stripe = Optional.empty();

  private final List<String> calls = new ArrayList<>();
  private final Campaigns campaigns = new Campaigns(table, gateway(), mirror(), clock);

  private BillingGateway gateway() {
    return (BillingGateway)
        Proxy.newProxyInstance(
            CampaignsTest.class.getClassLoader(),
            new Class<?>[] {BillingGateway.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("soon")) {
                return proxy;
              }
              assertThat(method.getName()).isEqualTo("invoice");
              calls.add("invoice");
              return answer().picture().openInvoices().stream()
                  .filter(invoice -> invoice.id().equals(arguments[1]))
                  .findFirst();
            });
  }

  private Mirror mirror() {
    return new Mirror() {
      @Override
      public void acquaint(
          Workspace asked, CustomerId customer, Optional<SubscriptionId> subscription) {
        calls.add("refresh");
        CustomerRefreshed answer = answer();
        known(clock.instant(), clock.instant().plus(Duration.ofDays(30)));
        book.follow(answer);
      }
    };
  }

  private CustomerRefreshed answer() {
    return stripe.orElseThrow(() -> new BillingUnavailable("Stripe is away", null));
  }

  private void stripeSays(InvoiceSnapshot... closed) {
    stripe = Optional.of(ada.read(closed));
  }

  /** As a reading leaves him in the mirror. */
  private void known(Instant readAt, Instant periodEnd) {
    statements.change(
        "INSERT INTO stripe_customer (workspace_id, customer_id, deleted, read_at, pictured_at)"
            + " VALUES (?, ?, false, ?, ?) ON CONFLICT (workspace_id, customer_id) DO UPDATE SET"
            + " read_at = excluded.read_at, pictured_at = excluded.pictured_at",
        slug.value(),
        ada.id.value(),
        readAt,
        readAt);
    statements.change(
        "INSERT INTO stripe_subscription (workspace_id, subscription_id, customer_id, status,"
            + " ended, snapshot, read_at) VALUES (?, 'sub_ada', ?, 'active', false,"
            + " CAST(? AS jsonb), ?) ON CONFLICT (workspace_id, subscription_id) DO UPDATE SET"
            + " snapshot = excluded.snapshot, read_at = excluded.read_at",
        slug.value(),
        ada.id.value(),
        "{\"items\": [{\"period_end\": \"" + periodEnd + "\"}]}",
        readAt);
  }

  private boolean inFlight() {
    calls.clear();
    return campaigns.inFlight(workspace, ada.id);
  }

  @Test
  void aStrangerIsReadOnce() {
    ada.owes("in_1", 1, "generic_decline");
    stripeSays();
    assertThat(inFlight()).isTrue();
    assertThat(calls).containsExactly("refresh");
  }

  @Test
  void ofAPayerStripeIsNotAsked() {
    stripeSays();
    inFlight();
    stripe = Optional.empty();
    assertThat(inFlight()).isFalse();
    assertThat(calls).isEmpty();
  }

  @Test
  void ofADebtorStripeIsAskedAboutThatInvoiceAlone() {
    ada.owes("in_1", 1, "generic_decline");
    stripeSays();
    inFlight();
    assertThat(inFlight()).isTrue();
    assertThat(calls).containsExactly("invoice");
  }

  @Test
  void whoHasPaidIsNotBlockedThoughTheEventIsLost() {
    ada.owes("in_1", 1, "generic_decline");
    stripeSays();
    inFlight();
    ada.owesNothing();
    stripeSays(ada.invoice("in_1", "paid", 1, ""));
    assertThat(inFlight()).isFalse();
    assertThat(calls).containsExactly("invoice", "refresh");
    assertThat(inFlight()).isFalse();
    assertThat(calls).isEmpty();
  }

  @Test
  void whoStillOwesAnotherInvoiceIsInFlight() {
    ada.owes("in_1", 1, "generic_decline");
    stripeSays();
    inFlight();
    ada.owesNothing().owes("in_2", 1, "generic_decline");
    stripeSays(ada.invoice("in_1", "paid", 1, ""));
    assertThat(inFlight()).isTrue();
  }

  @Test
  void aDebtorIsNotBlockedWhenStripeIsAway() {
    ada.owes("in_1", 1, "generic_decline");
    stripeSays();
    inFlight();
    stripe = Optional.empty();
    assertThat(inFlight()).isFalse();
  }

  @Test
  void aStrangerIsNotGuessedAtWhenStripeIsAway() {
    assertThatThrownBy(this::inFlight).isInstanceOf(BillingUnavailable.class);
  }

  @Test
  void aRenewalThatWasNotHeardOfIsAskedAbout() {
    stripeSays();
    inFlight();
    known(clock.instant(), clock.instant().plus(Duration.ofDays(1)));
    clock.pass(Duration.ofHours(24 + 2));
    ada.owes("in_1", 1, "generic_decline");
    stripeSays();
    assertThat(inFlight()).isTrue();
    assertThat(calls).containsExactly("refresh");
  }

  @Test
  void aRenewalOfThisMinuteIsWaitedFor() {
    stripeSays();
    inFlight();
    known(clock.instant(), clock.instant().plus(Duration.ofDays(1)));
    clock.pass(Duration.ofHours(24).plusMinutes(1));
    assertThat(inFlight()).isFalse();
    assertThat(calls).isEmpty();
  }
}
