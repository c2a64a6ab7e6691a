package io.backstop.web.hosted.wall;

import io.backstop.billing.CustomerPicture;
import io.backstop.billing.CustomerSnapshot.SavedCard;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.InvoiceSnapshot.Refused;
import io.backstop.billing.Payment;
import io.backstop.billing.Standing;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.wall.WallStep.Bank;
import io.backstop.flow.wall.WallStep.Due;
import io.backstop.flow.wall.WallStep.Settled;
import io.backstop.kernel.SubscriptionId;
import io.backstop.web.hosted.Wording;
import io.backstop.web.hosted.card.CardStep.Purpose;
import io.backstop.web.hosted.card.CardWords;
import io.backstop.web.hosted.wall.DueView.Bill;
import io.backstop.web.hosted.wall.DueView.Exit;
import io.backstop.workspace.Workspace.WallSettings;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Words the wall's steps: what failed, what is owed, what was paid. */
final class WallWords {

  private final Wording words;
  private final CardWords cards;
  private final Instant now;

  WallWords(Wording words, Instant now) {
    this.words = words;
    this.cards = new CardWords(words);
    this.now = now;
  }

  DueView of(Due due, WallSettings wall, String newCard) {
    List<InvoiceSnapshot> invoices = due.invoices();
    String total = total(invoices);
    String note = note(due);
    return new DueView(
        words.say(invoices.size() == 1 ? "wall.title" : "wall.titles"),
        note,
        text(due.picture(), invoices.get(0), note.isEmpty()),
        total,
        invoices.stream().map(this::bill).toList(),
        next(invoices),
        new CardsOnFile(words, cards).of(due),
        words.say("wall.pay", total),
        due.act().value(),
        WallForm.due(invoices),
        exits(due.picture(), invoices),
        wall.exitUrl().map(URI::toString).orElse(""),
        wall.exitLabel().orElseGet(() -> words.say("wall.exit")),
        newCard);
  }

  /** What the card step is for here. */
  Purpose newCard(Due due) {
    return new Purpose(
        words.say("wall.card.title"),
        words.say("wall.card.text"),
        "pay",
        words.say("wall.pay", total(due.invoices())),
        WallForm.due(due.invoices()),
        Optional.of(due.invoices().get(0).id()));
  }

  /** What the bank asks about. */
  Purpose bank(Bank bank) {
    String amount = words.money(bank.payment().amount(), bank.payment().currency());
    return new Purpose(
        words.say("wall.bank.title"),
        words.say("wall.bank.text", amount),
        "pay",
        words.say("wall.bank.button"),
        WallForm.due(bank.invoices()),
        Optional.of(bank.payment().invoiceId()));
  }

  EndView of(Settled settled) {
    if (settled.paid().isEmpty()) {
      return new EndView(
          words.say("wall.nothing.title"), false, words.say("wall.nothing.text"), List.of());
    }
    List<String> lines = settled.paid().stream().map(paid -> line(settled, paid)).toList();
    return new EndView(words.say("wall.done.title"), false, words.say("wall.done.text"), lines);
  }

  EndView pending() {
    return new EndView(words.say("pending.title"), true, words.say("wall.pending.text"), List.of());
  }

  private String line(Settled settled, Payment paid) {
    String amount = words.money(paid.amount(), paid.currency());
    return card(settled.picture(), paid.card())
        .map(card -> words.say("wall.done.line", amount, named(card)))
        .orElseGet(() -> words.say("wall.done.line-bare", amount));
  }

  private String note(Due due) {
    if (due.last().isEmpty()) {
      return "";
    }
    Payment last = due.last().get();
    String card =
        card(Optional.of(due.picture()), last.card())
            .map(this::named)
            .orElseGet(() -> words.say("card.any"));
    String paid =
        due.paid().isEmpty()
            ? ""
            : words.say(
                    "wall.partly",
                    due.paid().stream()
                        .map(each -> words.money(each.amount(), each.currency()))
                        .collect(Collectors.joining(" + ")))
                + " ";
    return paid
        + switch (last.state()) {
          case DECLINED -> words.say("wall.declined", card, cards.why(last.declineCode()));
          case NEEDS_ACTION -> words.say("wall.unconfirmed", card);
          case NOT_PAID -> words.say("wall.not-paid");
          case PAID, SENT, UNKNOWN -> "";
        };
  }

  /** The reason is said once: of what this visit has tried, in the note. */
  private String text(CustomerPicture picture, InvoiceSnapshot invoice, boolean withReason) {
    String amount = words.money(invoice.amountRemaining(), invoice.currency());
    Optional<SubscriptionSnapshot.Card> card =
        invoice
            .refusal()
            .flatMap(Refused::card)
            .or(() -> subscription(picture, invoice).flatMap(SubscriptionSnapshot::card));
    String why =
        invoice
            .refusal()
            .filter(refused -> withReason)
            .map(refused -> cards.why(refused.declineCode().or(() -> Optional.of(refused.code()))))
            .orElse("");
    String what =
        card.map(c -> words.say("wall.failed", amount, cards.named(c.brand(), c.lastFour())))
            .orElseGet(() -> words.say("wall.failed-bare", amount));
    return why.isEmpty() ? what : what + " " + why;
  }

  private String next(List<InvoiceSnapshot> invoices) {
    return invoices.stream()
        .flatMap(invoice -> invoice.nextAttemptAt().stream())
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .map(at -> words.say("wall.next", words.date(at)))
        .orElseGet(() -> words.say("wall.no-next"));
  }

  private Bill bill(InvoiceSnapshot invoice) {
    String date = words.date(invoice.createdAt());
    String name =
        invoice
            .number()
            .map(number -> words.say("wall.bill", number, date))
            .orElseGet(() -> words.say("wall.bill-bare", date));
    return new Bill(name, words.money(invoice.amountRemaining(), invoice.currency()));
  }

  /** The sum; of several currencies, one sum each. */
  private String total(List<InvoiceSnapshot> invoices) {
    Map<String, Long> sums = new TreeMap<>();
    invoices.forEach(i -> sums.merge(i.currency(), i.amountRemaining(), Long::sum));
    return sums.entrySet().stream()
        .map(sum -> words.money(sum.getValue(), sum.getKey()))
        .collect(Collectors.joining(" + "));
  }

  private List<Exit> exits(CustomerPicture picture, List<InvoiceSnapshot> invoices) {
    List<SubscriptionId> concerned =
        invoices.stream().flatMap(i -> i.subscription().stream()).distinct().toList();
    List<SubscriptionSnapshot> live =
        picture.subscriptions().stream()
            .map(Standing::subscription)
            .filter(each -> !each.ended() && concerned.contains(each.id()))
            .toList();
    return live.stream().map(each -> new Exit(each.id().value(), exit(each, live.size()))).toList();
  }

  private String exit(SubscriptionSnapshot subscription, int among) {
    String plan =
        subscription.items().stream()
            .map(SubscriptionSnapshot.Item::productName)
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("");
    return among == 1 || plan.isEmpty()
        ? words.say("wall.cancel")
        : words.say("wall.cancel-one", words.name(plan));
  }

  private static Optional<SubscriptionSnapshot> subscription(
      CustomerPicture picture, InvoiceSnapshot invoice) {
    return picture.subscriptions().stream()
        .map(Standing::subscription)
        .filter(each -> invoice.subscription().equals(Optional.of(each.id())))
        .findFirst();
  }

  private String named(SavedCard card) {
    return cards.named(card.brand(), card.lastFour());
  }

  private static Optional<SavedCard> card(Optional<CustomerPicture> picture, String id) {
    return picture.stream()
        .flatMap(seen -> seen.customer().cards().stream())
        .filter(card -> card.id().equals(id))
        .findFirst();
  }
}
