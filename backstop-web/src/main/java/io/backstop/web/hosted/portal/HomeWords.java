package io.backstop.web.hosted.portal;

import io.backstop.billing.BillingOrder;
import io.backstop.billing.BillingReceipt;
import io.backstop.billing.CustomerPicture;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.portal.PortalStep.Control;
import io.backstop.flow.portal.PortalStep.Holding;
import io.backstop.flow.portal.PortalStep.Home;
import io.backstop.flow.portal.Progress;
import io.backstop.web.hosted.Wording;
import io.backstop.web.hosted.portal.HomeView.Addresses;
import io.backstop.web.hosted.portal.HomeView.Panel;
import io.backstop.web.hosted.portal.HomeView.Press;
import io.backstop.web.hosted.portal.HomeView.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Words what a customer has: for every state of a subscription, what is true of it and no more. */
final class HomeWords {

  private final Wording words;
  private final Trail trail;
  private final String merchant;

  HomeWords(Wording words, Trail trail, String merchant) {
    this.words = words;
    this.trail = trail;
    this.merchant = merchant;
  }

  HomeView of(Home home, Progress progress) {
    CustomerPicture picture = home.picture();
    List<Panel> panels =
        home.holdings().stream().map(each -> panel(each, home.holdings().size() > 1)).toList();
    boolean refused =
        progress.latest().map(r -> r.state() == BillingReceipt.State.REJECTED).orElse(false);
    String title =
        words.say(
            panels.isEmpty()
                ? "portal.home.none"
                : panels.size() == 1 ? "portal.home.one" : "portal.home.several");
    return new HomeView(
        title,
        progress.latest().filter(r -> !refused).map(this::done).orElse(""),
        refused,
        due(picture),
        panels,
        card(picture),
        new Addresses(trail.step("card"), trail.step("invoices"), trail.step("details")));
  }

  private String done(BillingReceipt receipt) {
    BillingOrder order = receipt.order();
    if (order instanceof BillingOrder.Pause pause) {
      return words.say("portal.done.pause", words.date(pause.resumesAt()));
    }
    if (order instanceof BillingOrder.Resume) {
      return words.say("portal.done.resume");
    }
    if (order instanceof BillingOrder.UndoCancel) {
      return words.say("portal.done.undo-cancel");
    }
    return order instanceof BillingOrder.SwitchPlan ? words.say("portal.done.switch-plan") : "";
  }

  private String due(CustomerPicture picture) {
    List<InvoiceSnapshot> failed =
        picture.openInvoices().stream().filter(InvoiceSnapshot::failed).toList();
    if (failed.isEmpty()) {
      return "";
    }
    String amounts =
        failed.stream()
            .collect(
                Collectors.groupingBy(
                    InvoiceSnapshot::currency,
                    TreeMap::new,
                    Collectors.summingLong(InvoiceSnapshot::amountRemaining)))
            .entrySet()
            .stream()
            .map(sum -> words.money(sum.getValue(), sum.getKey()))
            .collect(Collectors.joining(" + "));
    Optional<Instant> next =
        failed.stream()
            .map(InvoiceSnapshot::nextAttemptAt)
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    return next.map(at -> words.say("portal.due.again", amounts, words.date(at)))
        .orElseGet(() -> words.say("portal.due", amounts));
  }

  private String card(CustomerPicture picture) {
    return picture
        .customer()
        .defaultCard()
        .flatMap(
            id -> picture.customer().cards().stream().filter(c -> c.id().equals(id)).findFirst())
        .map(
            card ->
                words.say(
                    "portal.card.until",
                    CardBrand.name(card.brand(), words),
                    card.lastFour(),
                    "%02d/%d".formatted(card.expiryMonth(), card.expiryYear())))
        .orElseGet(() -> words.say("portal.card.none"));
  }

  private Panel panel(Holding holding, boolean several) {
    SubscriptionSnapshot subscription = holding.standing().subscription();
    State state = State.of(subscription);
    List<Row> rows = new ArrayList<>();
    days(subscription, rows);
    holding
        .standing()
        .upcoming()
        .ifPresent(
            charge ->
                row(
                    rows,
                    "portal.row.next",
                    words.say(
                        "pay.once",
                        words.money(charge.amount(), charge.currency()),
                        words.date(charge.at()))));
    if (!subscription.ended()) {
      subscription
          .discounts()
          .forEach(
              discount ->
                  row(rows, "portal.row.discount", PlanWords.off(words, discount, subscription)));
      subscription
          .card()
          .ifPresent(
              card ->
                  row(
                      rows,
                      "portal.row.card",
                      words.say(
                          "portal.card", CardBrand.name(card.brand(), words), card.lastFour())));
    }
    return new Panel(
        subscription.id().value(),
        PlanWords.names(words, subscription),
        PlanWords.price(words, subscription),
        words.say("portal.state." + state.key()),
        state.tone(),
        rows,
        remark(subscription, state),
        presses(holding, several));
  }

  private void days(SubscriptionSnapshot subscription, List<Row> rows) {
    if (subscription.ended()) {
      subscription.endedAt().ifPresent(end -> row(rows, "portal.row.ended", words.date(end)));
      return;
    }
    subscription.cancelAt().ifPresent(end -> row(rows, "portal.row.ends", words.date(end)));
    subscription
        .pausedUntil()
        .ifPresent(
            until ->
                row(
                    rows,
                    "portal.row.paused",
                    until.equals(Instant.MAX)
                        ? words.say("portal.paused.open")
                        : words.date(until)));
    if (subscription.status().equals("trialing")) {
      subscription.trialEnd().ifPresent(end -> row(rows, "portal.row.trial", words.date(end)));
    }
  }

  private void row(List<Row> rows, String label, String value) {
    rows.add(new Row(words.say(label), value));
  }

  private String remark(SubscriptionSnapshot subscription, State state) {
    if (subscription.scheduled() && !subscription.ended()) {
      return words.say("portal.remark.scheduled", words.name(merchant));
    }
    return state.remarked() ? words.say("portal.remark." + state.key(), words.name(merchant)) : "";
  }

  private List<Press> presses(Holding holding, boolean several) {
    SubscriptionSnapshot subscription = holding.standing().subscription();
    String id = subscription.id().value();
    List<Press> presses = new ArrayList<>();
    for (Control control : holding.controls()) {
      String action = control.name().toLowerCase(Locale.ROOT).replace('_', '-');
      String label = words.say("portal.press." + action);
      String name =
          several ? words.say("portal.press.of", label, PlanWords.names(words, subscription)) : "";
      String href =
          switch (control) {
            case PAUSE -> trail.step("pause", subscription.id());
            case SWITCH_PLAN -> trail.step("plans", subscription.id());
            case RESUME, UNDO_CANCEL, CANCEL -> "";
          };
      String look =
          switch (control) {
            case RESUME, UNDO_CANCEL -> "bs-btn bs-btn-primary";
            case PAUSE, SWITCH_PLAN -> "bs-btn bs-btn-secondary";
            case CANCEL -> "bs-link";
          };
      presses.add(
          new Press(
              action,
              label,
              name,
              href,
              holding.tickets().getOrDefault(control, ""),
              control == Control.CANCEL ? id : "",
              look));
    }
    return presses;
  }
}
