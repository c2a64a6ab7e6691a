package io.backstop.web.hosted.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.CustomerPicture;
import io.backstop.billing.CustomerSnapshot;
import io.backstop.billing.CustomerSnapshot.SavedCard;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.InvoiceSnapshot.Refused;
import io.backstop.billing.Payment;
import io.backstop.billing.PaymentState;
import io.backstop.billing.SubscriptionSnapshot.Card;
import io.backstop.flow.wall.WallStep.Due;
import io.backstop.flow.wall.WallStep.Settled;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.web.hosted.Wording;
import io.backstop.workspace.Workspace.WallSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WallWordsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final CustomerId ADA = new CustomerId("cus_ada");
  private static final SessionId ACT = new SessionId("cs_01hzz0000000000000000000aa");
  private static final WallSettings NO_EXIT = new WallSettings(Optional.empty(), Optional.empty());

  private final WallWords words = new WallWords(Wording.of(List.of(Locale.US)), NOW);

  private static CustomerPicture picture() {
    List<SavedCard> cards =
        List.of(
            new SavedCard("pm_bad", "visa", "0341", 12, 2030),
            new SavedCard("pm_good", "visa", "4242", 3, 2031));
    return new CustomerPicture(
        new CustomerSnapshot(ADA, false, Optional.empty(), cards, Optional.of("pm_bad"), NOW),
        List.of(),
        List.of());
  }

  private static InvoiceSnapshot invoice(String id, String currency, long owed, Instant next) {
    return new InvoiceSnapshot(
        id,
        Optional.of("ACME-1"),
        ADA,
        Optional.empty(),
        "open",
        currency,
        owed,
        owed,
        true,
        1,
        true,
        Optional.ofNullable(next),
        Optional.of(
            new Refused(
                "card_declined",
                Optional.of("insufficient_funds"),
                Optional.of(new Card("visa", "0341")))),
        NOW.minus(Duration.ofDays(1)));
  }

  private static Payment payment(PaymentState state, String card, String declineCode) {
    return new Payment(
        new WorkspaceSlug("acme"),
        "pay_1",
        ACT,
        ACT,
        ADA,
        "in_0",
        card,
        1_900,
        "usd",
        state,
        Optional.ofNullable(declineCode),
        0,
        NOW,
        Optional.empty(),
        NOW,
        NOW);
  }

  private DueView due(Optional<Payment> last, List<Payment> paid, InvoiceSnapshot... invoices) {
    return words.of(new Due(picture(), List.of(invoices), last, paid, ACT), NO_EXIT, "?step=card");
  }

  @Test
  void theWallSaysWhatFailedOnWhichCardAndWhatComesNext() {
    DueView view =
        due(
            Optional.empty(),
            List.of(),
            invoice("in_1", "usd", 4_900, NOW.plus(Duration.ofDays(2))));

    assertThat(view.text())
        .isEqualTo(
            "We tried to charge $49.00 to Visa ending in 0341, but the payment was declined."
                + " Your bank says that there is not enough money for it.");
    assertThat(view.bills())
        .containsExactly(new DueView.Bill("Invoice ACME-1, November 22, 2026", "$49.00"));
    assertThat(view.next()).contains("November 25, 2026");
    assertThat(view.pay()).isEqualTo("Pay $49.00");
    assertThat(view.due()).isEqualTo("in_1:4900");
    assertThat(view.note()).isEmpty();
    assertThat(view.wayOut()).isEmpty();
  }

  @Test
  void whatIsTriedNoMoreIsSaidToBe() {
    assertThat(due(Optional.empty(), List.of(), invoice("in_1", "usd", 1, null)).next())
        .contains("don’t try again");
    InvoiceSnapshot late = invoice("in_1", "usd", 1, NOW.minus(Duration.ofDays(1)));
    assertThat(due(Optional.empty(), List.of(), late).next()).contains("don’t try again");
  }

  @Test
  void severalInvoicesAreAddedByCurrency() {
    DueView view =
        due(
            Optional.empty(),
            List.of(),
            invoice("in_1", "usd", 4_900, null),
            invoice("in_2", "usd", 100, null),
            invoice("in_3", "eur", 500, null));

    assertThat(view.title()).isEqualTo("Some of your payments didn’t go through");
    assertThat(view.amount()).isEqualTo("€5.00 + $50.00");
    assertThat(view.due()).isEqualTo("in_1:4900,in_2:100,in_3:500");
  }

  @Test
  void theCardThatWasRefusedIsMarkedAndAnotherOneIsPicked() {
    List<DueView.Choice> cards =
        due(Optional.empty(), List.of(), invoice("in_1", "usd", 1, null)).cards();

    assertThat(cards).extracting(DueView.Choice::failed).containsExactly(true, false);
    assertThat(cards).extracting(DueView.Choice::picked).containsExactly(false, true);
    assertThat(cards.get(1).expiry()).isEqualTo("expires 03/2031");
  }

  @Test
  void aRefusalIsToldOnceWithItsReason() {
    DueView view =
        due(
            Optional.of(payment(PaymentState.DECLINED, "pm_good", "expired_card")),
            List.of(),
            invoice("in_1", "usd", 4_900, null));

    assertThat(view.note())
        .isEqualTo(
            "Visa ending in 4242 was declined, and nothing was charged. The card has expired.");
    assertThat(view.text()).doesNotContain("not enough money");
  }

  @Test
  void whatWasPaidAllTheSameIsNotKeptQuiet() {
    DueView view =
        due(
            Optional.of(payment(PaymentState.DECLINED, "pm_bad", "stolen_card")),
            List.of(payment(PaymentState.PAID, "pm_good", null)),
            invoice("in_1", "usd", 4_900, null));

    assertThat(view.note()).startsWith("$19.00 has been paid. Visa ending in 0341 was declined");
    assertThat(view.note()).doesNotContain("stolen");
  }

  @Test
  void theEndSaysWhatWasPaidAndWithWhichCard() {
    Settled settled =
        new Settled(Optional.of(picture()), List.of(payment(PaymentState.PAID, "pm_good", null)));

    assertThat(words.of(settled).lines()).containsExactly("Paid $19.00 with Visa ending in 4242");
    assertThat(words.of(new Settled(Optional.empty(), List.of())).title())
        .isEqualTo("Nothing is due");
  }

  @Test
  void theMerchantsWayOutIsShownAsHeSaysIt() {
    WallSettings help =
        new WallSettings(Optional.of(URI.create("mailto:a@b.test")), Optional.of("Write to us"));
    Due due =
        new Due(
            picture(), List.of(invoice("in_1", "usd", 1, null)), Optional.empty(), List.of(), ACT);

    DueView view = words.of(due, help, "");
    assertThat(view.wayOut()).isEqualTo("mailto:a@b.test");
    assertThat(view.wayOutLabel()).isEqualTo("Write to us");
  }
}
