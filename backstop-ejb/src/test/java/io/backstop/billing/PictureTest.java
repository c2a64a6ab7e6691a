package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.billing.PictureShelf.FollowUp;
import io.backstop.billing.Standing.Upcoming;
import io.backstop.kernel.Refusal;
import io.backstop.store.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole customers: stored together, recalled together, followed in the same transaction. */
class PictureTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Upcoming NEXT = new Upcoming(4_900, "usd", NOW.plus(Duration.ofDays(20)));
  private static final FollowUp NOTHING = new FollowUp(List.of(), List.of(), List.of());

  private final TestClock clock = new TestClock(NOW);
  private final PaperStripe stripe = new PaperStripe(clock::instant);
  private final Bench bench = new Bench(stripe, clock, Bench.noStripe());

  private void refresh() {
    bench.mirror.refresh(bench.workspace, PaperStripe.CUSTOMER);
  }

  private Optional<CustomerPicture> recalled() {
    return bench.mirror.recall(bench.workspace, PaperStripe.CUSTOMER);
  }

  private CustomerRefreshed lastRefreshed() {
    return bench.refreshed.get(bench.refreshed.size() - 1);
  }

  @Test
  void whatWasReadTogetherIsRecalledTogether() {
    stripe.upcoming = NEXT;
    stripe.invoice("in_1", "open");
    refresh();

    assertThat(recalled()).contains(stripe.picture());
    assertThat(bench.refreshed)
        .containsExactly(
            new CustomerRefreshed(bench.workspace.slug(), stripe.picture(), List.of()));
  }

  @Test
  void aCustomerOfWhomOnlyASubscriptionWasReadIsNotRecalled() {
    bench.mirror.acquaint(
        bench.workspace, PaperStripe.CUSTOMER, Optional.of(PaperStripe.SUBSCRIPTION));

    assertThat(recalled()).isEmpty();
  }

  @Test
  void anInvoiceThatLeftTheListIsReadAndTold() {
    stripe.invoice("in_1", "open");
    stripe.invoice("in_2", "open");
    refresh();
    clock.advance(Duration.ofSeconds(1));
    stripe.invoice("in_1", "paid");
    refresh();

    assertThat(recalled().orElseThrow().openInvoices())
        .extracting(InvoiceSnapshot::id)
        .containsExactly("in_2");
    assertThat(lastRefreshed().closedInvoices())
        .containsExactly(stripe.invoices.get("in_1"))
        .allMatch(invoice -> invoice.status().equals("paid"));
    int reads = stripe.reads();
    refresh();
    assertThat(stripe.reads()).as("it is read once").isEqualTo(reads + 1);
    assertThat(lastRefreshed().closedInvoices()).isEmpty();
  }

  @Test
  void anInvoiceThatStripeHasNoMoreIsTakenForVoid() {
    stripe.invoice("in_1", "open");
    refresh();
    stripe.invoices.clear();
    refresh();

    assertThat(lastRefreshed().closedInvoices())
        .singleElement()
        .satisfies(
            invoice -> {
              assertThat(invoice.status()).isEqualTo("void");
              assertThat(invoice.failed()).isFalse();
            });
  }

  @Test
  void aSubscriptionThatStripeHasNoMoreIsForgotten() {
    refresh();
    stripe.lists = false;
    refresh();
    assertThat(recalled().orElseThrow().subscriptions()).as("still there by its id").hasSize(1);
    stripe.gone = true;
    refresh();
    assertThat(recalled().orElseThrow().subscriptions()).isEmpty();
  }

  @Test
  void anEarlierReadingChangesNothingAndTellsNobody() {
    CustomerPicture earlier = stripe.picture();
    clock.advance(Duration.ofMillis(1));
    stripe.status = "past_due";
    refresh();

    bench.shelf.keep(bench.workspace.slug(), earlier, NOTHING);

    assertThat(recalled()).contains(stripe.picture());
    assertThat(bench.refreshed).hasSize(1);
  }

  @Test
  void whatAnEarlierReadingStoredMeanwhileIsFollowedUp() {
    stripe.invoice("in_1", "open");
    CustomerPicture earlier = stripe.picture();
    stripe.invoice("in_1", "paid");
    clock.advance(Duration.ofMillis(1));
    CustomerPicture later = stripe.picture();
    bench.shelf.keep(bench.workspace.slug(), earlier, NOTHING);

    assertThat(bench.shelf.keep(bench.workspace.slug(), later, NOTHING).invoices())
        .extracting(InvoiceSnapshot::id)
        .containsExactly("in_1");
  }

  @Test
  void manyReadingsAtOnceEndInTheLatest() {
    List<CustomerPicture> readings =
        IntStream.range(0, 12)
            .mapToObj(
                i -> {
                  clock.advance(Duration.ofMillis(1));
                  stripe.upcoming = new Upcoming(i, "usd", NOW);
                  return stripe.picture();
                })
            .toList();

    Together.run(
        readings.size(),
        i -> () -> bench.shelf.keep(bench.workspace.slug(), readings.get(i), NOTHING));

    assertThat(recalled()).contains(readings.get(11));
  }

  @Test
  void whatFollowsIsPartOfTheTransaction() {
    bench.recordsFail = true;

    assertThatThrownBy(this::refresh).isInstanceOf(IllegalStateException.class);
    assertThat(recalled()).isEmpty();
  }

  @Test
  void theNextChargeHoldsAsLongAsTheSubscriptionIsTheSame() {
    stripe.upcoming = NEXT;
    refresh();
    clock.advance(Duration.ofSeconds(1));
    bench.desk.look(bench.workspace, PaperStripe.SUBSCRIPTION);
    assertThat(upcoming()).contains(NEXT);

    clock.advance(Duration.ofSeconds(1));
    stripe.cancelAt = NOW.plus(Duration.ofDays(20));
    bench.desk.look(bench.workspace, PaperStripe.SUBSCRIPTION);
    assertThat(upcoming()).isEmpty();
  }

  private Optional<Upcoming> upcoming() {
    return recalled().orElseThrow().subscriptions().get(0).upcoming();
  }

  @Test
  void aDeletedCustomerIsStoredAsDeleted() {
    refresh();
    stripe.customerDeleted = true;
    clock.advance(Duration.ofSeconds(1));

    assertThatThrownBy(this::refresh).isInstanceOf(Refusal.class);
    assertThat(recalled().orElseThrow().customer().deleted()).isTrue();
    assertThat(lastRefreshed().picture().customer().deleted()).isTrue();
  }

  @Test
  void aTestCustomerThatWasWipedIsAsGoodAsDeleted() {
    stripe.invoice("in_1", "open");
    refresh();
    clock.advance(Duration.ofSeconds(1));
    stripe.wiped = true;

    assertThatThrownBy(this::refresh).isInstanceOf(Refusal.class);

    CustomerPicture known = recalled().orElseThrow();
    assertThat(known.customer().deleted()).isTrue();
    assertThat(known.subscriptions()).isEmpty();
    assertThat(known.openInvoices()).isEmpty();
    assertThat(lastRefreshed().closedInvoices()).hasSize(1);
  }

  @Test
  void aLiveCustomerIsNotForgottenForTheWrongKey() {
    Bench live = new Bench(stripe, clock, Bench.stripeOf("sk_live_scripted"));
    live.mirror.refresh(live.workspace, PaperStripe.CUSTOMER);
    stripe.wiped = true;

    assertThatThrownBy(() -> live.mirror.refresh(live.workspace, PaperStripe.CUSTOMER))
        .isInstanceOf(Refusal.class);
    assertThat(live.mirror.recall(live.workspace, PaperStripe.CUSTOMER).orElseThrow())
        .satisfies(known -> assertThat(known.customer().deleted()).isFalse());
  }
}
