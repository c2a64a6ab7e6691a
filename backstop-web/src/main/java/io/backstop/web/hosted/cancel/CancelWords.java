package io.backstop.web.hosted.cancel;

import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.flow.cancel.CancelStep;
import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Stories;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.FlowDefinition.Reason;
import io.backstop.flow.cancel.FlowDefinition.Text;
import io.backstop.web.hosted.StepView;
import io.backstop.web.hosted.Wording;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Words the steps of the cancel flow in one customer's language. */
final class CancelWords {

  private final Wording words;
  private final Endings endings;

  CancelWords(Wording words, Instant now) {
    this.words = words;
    this.endings = new Endings(words, now);
  }

  /** The step, ready for its template. */
  StepView of(CancelStep step) {
    if (step instanceof Survey survey) {
      return survey(survey);
    }
    if (step instanceof Stories stories) {
      return new StoriesView(
          stories.key(),
          words.say("stories.title"),
          stories.stories().stream()
              .map(s -> new StoriesView.Voice(said(s.quote()), s.author()))
              .toList());
    }
    if (step instanceof OfferStep offer) {
      return offer(offer);
    }
    if (step instanceof Confirm confirm) {
      return confirm(confirm);
    }
    return endings.of((Done) step);
  }

  private SurveyView survey(Survey survey) {
    return new SurveyView(
        survey.key(),
        survey.title().map(this::said).orElseGet(() -> words.say("survey.title")),
        survey.reasons().stream().map(reason -> answer(survey, reason)).toList());
  }

  private SurveyView.Answer answer(Survey survey, Reason reason) {
    boolean chosen = survey.chosen().filter(reason.id()::equals).isPresent();
    return new SurveyView.Answer(
        reason.id(),
        said(reason.label()),
        reason.comment(),
        chosen,
        chosen ? survey.comment().orElse("") : "");
  }

  private OfferView offer(OfferStep step) {
    String type = step.offer().type();
    return new OfferView(
        step.key(),
        step.offer().headline().map(this::said).orElseGet(() -> words.say("offer.title." + type)),
        step.offer().body().map(this::said).orElse(""),
        OfferTerms.of(step.offer(), step.quote(), words),
        words.say("accept." + type),
        step.notApplied());
  }

  private ConfirmView confirm(Confirm step) {
    return new ConfirmView(
        step.key(),
        words.say("confirm.title"),
        step.subscription().map(this::plan).orElse(""),
        consequence(step),
        step.subscription().map(SubscriptionSnapshot::openInvoice).orElse(false),
        step.notApplied());
  }

  private String consequence(Confirm step) {
    if (step.immediately()) {
      return words.say("confirm.now");
    }
    return step.accessEnds()
        .map(end -> words.say("confirm.on", words.date(end)))
        .orElseGet(() -> words.say("confirm.period-end"));
  }

  /** The plan's name; with its price while that is the whole truth about what is charged. */
  private String plan(SubscriptionSnapshot subscription) {
    List<Item> items = subscription.items();
    String names =
        items.stream()
            .map(Item::productName)
            .filter(name -> !name.isEmpty())
            .map(words::name)
            .collect(Collectors.joining(", "));
    if (items.size() != 1 || !subscription.discounts().isEmpty()) {
      return names;
    }
    Item item = items.get(0);
    return item.unitAmount()
        .map(amount -> amount * item.quantity())
        .map(a -> words.rate(a, subscription.currency(), item.interval(), item.intervalCount()))
        .map(rate -> words.plan(names, rate))
        .orElse(names);
  }

  private String said(Text text) {
    return text.in(words.language());
  }
}
