package io.backstop.web.hosted.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.FlowDefinition.Reason;
import io.backstop.flow.cancel.FlowDefinition.Text;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.outcome.Outcome;
import io.backstop.web.hosted.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CancelWordsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T09:00:00Z");

  private static CancelWords in(Locale locale) {
    return new CancelWords(Wording.of(List.of(locale)), NOW);
  }

  private static SubscriptionSnapshot pro(long quantity, List<SubscriptionSnapshot.Discount> off) {
    return plan("Pro", quantity, off);
  }

  private static SubscriptionSnapshot plan(
      String name, long quantity, List<SubscriptionSnapshot.Discount> off) {
    return new SubscriptionSnapshot(
        new SubscriptionId("sub_ada"),
        new CustomerId("cus_ada"),
        "active",
        "usd",
        List.of(
            new SubscriptionSnapshot.Item(
                "si_1", "price_1", name, Optional.of(4900L), quantity, "month", 1, DECEMBER)),
        off,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        Optional.empty(),
        Optional.of("a••@acme.example"),
        Optional.empty(),
        NOW);
  }

  private static ConfirmView confirm(Optional<Instant> ends, boolean now, SubscriptionSnapshot of) {
    return (ConfirmView)
        in(Locale.US).of(new Confirm("k", Optional.ofNullable(of), ends, now, false));
  }

  private static DoneView done(
      Outcome.Kind kind, boolean pending, Optional<Instant> ends, boolean already) {
    Done done =
        new Done(
            "k",
            Optional.empty(),
            new SessionId("cs_01hzz0000000000000000000aa"),
            kind,
            pending,
            Optional.empty(),
            Optional.empty(),
            ends,
            already);
    return (DoneView) in(Locale.US).of(done);
  }

  @Test
  void confirmingSaysOnWhichDayAccessEnds() {
    assertThat(confirm(Optional.of(DECEMBER), false, null).sentence()).contains("December 1, 2026");
    assertThat(confirm(Optional.of(NOW), true, null).sentence()).contains("at once");
    assertThat(confirm(Optional.empty(), false, null).sentence()).contains("period you have paid");
  }

  @Test
  void confirmingNamesThePlanAndItsPriceOnlyWhileThatIsWhatIsCharged() {
    ConfirmView plain = confirm(Optional.of(DECEMBER), false, pro(2, List.of()));
    assertThat(plain.plan()).isEqualTo("Pro, $98.00 per month");
    assertThat(plain.openInvoice()).isTrue();
    SubscriptionSnapshot.Discount half =
        new SubscriptionSnapshot.Discount("di_1", 50, 0, Optional.empty(), false);
    assertThat(confirm(Optional.of(DECEMBER), false, pro(1, List.of(half))).plan())
        .isEqualTo("Pro");
    assertThat(confirm(Optional.of(DECEMBER), false, null).plan()).isEmpty();
  }

  @Test
  void aPlanWithoutANameIsItsPrice() {
    assertThat(confirm(Optional.of(DECEMBER), false, plan("", 1, List.of())).plan())
        .isEqualTo("$49.00 per month");
  }

  @Test
  void pendingIsNeverCalledDone() {
    DoneView pending = done(Outcome.Kind.CANCELLED, true, Optional.of(DECEMBER), false);
    assertThat(pending.name()).isEqualTo("pending");
    assertThat(pending.title()).doesNotContain("cancelled").contains("finishing");
    assertThat(pending.text()).doesNotContain("mail");
  }

  @Test
  void aCancellationSaysUntilWhenThereIsAccess() {
    DoneView later = done(Outcome.Kind.CANCELLED, false, Optional.of(DECEMBER), false);
    assertThat(later.name()).isEqualTo("done");
    assertThat(later.text()).contains("December 1, 2026");
    assertThat(done(Outcome.Kind.CANCELLED, false, Optional.of(NOW), false).text())
        .contains("have ended");
  }

  @Test
  void whoHasCancelledBeforeIsToldSo() {
    DoneView already = done(Outcome.Kind.DISMISSED, false, Optional.of(DECEMBER), true);
    assertThat(already.title()).contains("already cancelled");
    assertThat(already.text()).contains("December 1, 2026");
  }

  @Test
  void stayingWithoutAnOfferChangesNothing() {
    assertThat(done(Outcome.Kind.SAVED, false, Optional.empty(), false).title())
        .isEqualTo("Nothing has changed");
  }

  @Test
  void theSurveySpeaksTheCustomersLanguageAndRemembersHisAnswer() {
    Reason other =
        new Reason(
            "other",
            new Text(Map.of("en", "Something else", "de", "Etwas anderes")),
            "other",
            true,
            List.of(),
            List.of());
    Survey survey =
        new Survey(
            "k",
            Optional.empty(),
            Optional.empty(),
            List.of(other),
            Optional.of("other"),
            Optional.of("<b>too slow</b>"));
    SurveyView view = (SurveyView) in(Locale.GERMANY).of(survey);
    assertThat(view.title()).isEqualTo("Warum möchten Sie kündigen?");
    assertThat(view.answers())
        .containsExactly(
            new SurveyView.Answer("other", "Etwas anderes", true, true, "<b>too slow</b>"));
  }
}
