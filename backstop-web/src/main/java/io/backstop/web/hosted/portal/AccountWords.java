package io.backstop.web.hosted.portal;

import io.backstop.billing.Bills.Bill;
import io.backstop.flow.portal.PortalStep.Details;
import io.backstop.flow.portal.PortalStep.Invoices;
import io.backstop.web.hosted.StepView;
import io.backstop.web.hosted.Wording;
import io.backstop.web.hosted.card.CardStep.Purpose;
import io.backstop.web.hosted.portal.DetailsView.Country;
import java.net.URI;
import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words what is about the account as a whole: its invoices, and who they are made out to. */
final class AccountWords {

  private final Wording words;
  private final Trail trail;

  AccountWords(Wording words, Trail trail) {
    this.words = words;
    this.trail = trail;
  }

  StepView invoices(Invoices step, boolean further) {
    return new InvoicesView(
        words.say("portal.invoices.title"),
        step.bills().bills().stream().map(this::entry).toList(),
        step.bills().older().map(trail::invoicesAfter).orElse(""),
        further ? trail.step("invoices") : "",
        trail.home());
  }

  private InvoicesView.Entry entry(Bill bill) {
    String status = bill.failed() ? "failed" : bill.status();
    String tone =
        switch (status) {
          case "failed" -> "due";
          case "paid" -> "live";
          case "open" -> "soon";
          default -> "over";
        };
    return new InvoicesView.Entry(
        bill.number().orElse(""),
        words.date(bill.createdAt()),
        words.money(bill.total(), bill.currency()),
        words.say("portal.invoice." + status),
        tone,
        bill.page().map(URI::toString).orElse(""),
        words.say(
            status.equals("paid")
                ? "portal.invoice.receipt"
                : tone.equals("over") ? "portal.invoice.view" : "portal.invoice.pay"),
        bill.pdf().map(URI::toString).orElse(""));
  }

  /** What the card step is for here. */
  Purpose newCard() {
    return new Purpose(
        words.say("portal.newcard.title"),
        words.say("portal.newcard.text"),
        "update-card",
        words.say("portal.newcard.button"),
        "",
        Optional.empty());
  }

  StepView details(Details step, boolean saved, String wrong) {
    String chosen = step.details().address().country();
    Locale language = Locale.forLanguageTag(words.language());
    List<Country> countries =
        Arrays.stream(Locale.getISOCountries())
            .map(
                code ->
                    new Country(
                        code,
                        new Locale("", code).getDisplayCountry(language),
                        code.equals(chosen)))
            .sorted(Comparator.comparing(Country::name, Collator.getInstance(language)))
            .toList();
    return new DetailsView(
        words.say("portal.details.title"),
        step.act().value(),
        step.details(),
        countries,
        String.join(", ", step.details().taxIds()),
        saved,
        step.refused() && wrong.isEmpty() ? "all" : wrong,
        trail.home());
  }
}
