package io.backstop.web.dashboard.insight;

import io.backstop.billing.BillingOrder;
import io.backstop.billing.Quote;
import io.backstop.flow.cancel.FlowDefinition;
import io.backstop.flow.cancel.FlowShelf;
import io.backstop.flow.cancel.QuoteText;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/** Reasons, offers, stops and terms of cancel flows in words, as the flow had them then. */
@Dependent
class FlowWords {

  @Inject private FlowShelf shelf;

  /** What the customer read beside the answer; the id where the flow has it no more. */
  String reason(Words words, WorkspaceSlug workspace, String digest, String id) {
    return shelf.of(workspace, digest).reasons().stream()
        .filter(reason -> reason.id().equals(id))
        .map(reason -> reason.label().in(words.language()))
        .findFirst()
        .orElse(id);
  }

  /** Type and id of an offer. */
  String offer(Words words, WorkspaceSlug workspace, String digest, String id) {
    FlowDefinition.Offer offer = shelf.of(workspace, digest).offers().get(id);
    return offer == null ? id : words.say("offer." + offer.type()) + " (" + id + ")";
  }

  String stop(Words words, WorkspaceSlug workspace, String digest, String stop) {
    return stop.startsWith("offer.")
        ? offer(words, workspace, digest, stop.substring("offer.".length()))
        : words.say("stop." + stop);
  }

  /** The flow's name, and its version where it was published. */
  String flow(
      WorkspaceSlug workspace, String digest, Optional<String> flow, Optional<Integer> number) {
    String name = shelf.of(workspace, digest).name();
    return flow.isPresent()
        ? name + " · " + flow.get() + " v" + number.orElseThrow()
        : name + " · " + digest.substring(0, Math.min(8, digest.length()));
  }

  /** What was on the page as terms. */
  String terms(Words words, String json) {
    Quote quote = QuoteText.read(json);
    String text =
        words.say(
            "terms.next",
            words.money(quote.nextAmount(), quote.currency()),
            words.moment(quote.nextChargeAt()));
    if (quote.order() instanceof BillingOrder.Discount discount) {
      text = words.say("terms.discount", discount.percentOff(), discount.months()) + " " + text;
    }
    if (quote.dueNow() > 0) {
      text = words.say("terms.now", words.money(quote.dueNow(), quote.currency())) + " " + text;
    }
    return quote.effectEndsAt().isPresent()
        ? text
            + " "
            + words.say(
                "terms.later",
                words.money(quote.laterAmount(), quote.currency()),
                words.moment(quote.effectEndsAt().get()))
        : text;
  }
}
