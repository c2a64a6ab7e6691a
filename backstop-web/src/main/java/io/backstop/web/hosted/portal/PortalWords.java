package io.backstop.web.hosted.portal;

import io.backstop.billing.Plan;
import io.backstop.billing.Quote;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.portal.PortalStep;
import io.backstop.flow.portal.PortalStep.ConfirmPlan;
import io.backstop.flow.portal.PortalStep.Home;
import io.backstop.flow.portal.PortalStep.Pauses;
import io.backstop.flow.portal.PortalStep.Pending;
import io.backstop.flow.portal.PortalStep.Plans;
import io.backstop.flow.portal.Progress;
import io.backstop.outcome.Outcome;
import io.backstop.web.hosted.HostedCall;
import io.backstop.web.hosted.Interim;
import io.backstop.web.hosted.StepView;
import io.backstop.web.hosted.Wording;
import io.backstop.web.hosted.portal.ConfirmPlanView.SwitchTermsView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words the steps of the portal in one customer's language. */
final class PortalWords {

  private final Wording words;
  private final Trail trail;
  private final HostedCall call;
  private Optional<String> account = Optional.empty();

  PortalWords(HostedCall call, Trail trail) {
    this.words = call.words();
    this.trail = trail;
    this.call = call;
  }

  /** How the visit stands, once its step has been worded. */
  Interim interim(Outcome.Kind outcome) {
    return new Interim(account, outcome, trail.carried());
  }

  AccountWords account() {
    return new AccountWords(words, trail);
  }

  /** Home, or what is shown in its place. */
  StepView home(PortalStep step, Progress progress) {
    if (step instanceof Home home) {
      account = home.picture().customer().accountHint();
      return new HomeWords(words, trail, call.pass().workspace().brand().name()).of(home, progress);
    }
    if (step instanceof Pending) {
      String again =
          progress
              .latest()
              .map(receipt -> "act=" + receipt.session())
              .map(act -> trail.carried().isEmpty() ? act : act + "&" + trail.carried())
              .orElse("");
      return new WaitView(
          "pending",
          words.say("portal.pending.title"),
          words.say("portal.pending.text"),
          call.here(again),
          trail.home());
    }
    return unreachable();
  }

  /** What the address asks for cannot be had from Stripe just now. */
  StepView unreachable() {
    String query = Optional.ofNullable(call.request().getQueryString()).orElse("");
    return new WaitView(
        "unavailable",
        words.say("portal.unreachable.title"),
        words.say("portal.unreachable.text"),
        call.here(query.replaceAll("(^|&)embed=[^&]*", "").replaceAll("^&", "")),
        call.request().getParameter("step") == null ? "" : trail.home());
  }

  StepView pauses(Pauses step, boolean renewed) {
    account = step.subscription().accountHint();
    List<PauseView.Choice> choices = new ArrayList<>();
    for (Map.Entry<Integer, Quote> each : step.quotes().entrySet()) {
      Quote quote = each.getValue();
      choices.add(
          new PauseView.Choice(
              each.getKey(),
              words.say("portal.pause.months", each.getKey()),
              words.say(
                  "portal.pause.terms",
                  words.date(quote.effectEndsAt().orElseThrow()),
                  words.money(quote.nextAmount(), quote.currency()),
                  words.date(quote.nextChargeAt())),
              choices.isEmpty()));
    }
    return new PauseView(
        words.say("portal.pause.title"),
        PlanWords.names(words, step.subscription()),
        choices,
        step.ticket(),
        renewed,
        trail.home());
  }

  StepView plans(Plans step) {
    SubscriptionSnapshot subscription = step.subscription();
    account = subscription.accountHint();
    List<PlansView.Offered> plans =
        step.plans().stream()
            .map(
                plan ->
                    new PlansView.Offered(
                        words.name(plan.name()),
                        price(plan, subscription),
                        plan.priceId().equals(subscription.items().get(0).priceId()),
                        trail.plan(subscription.id(), plan.priceId())))
            .toList();
    return new PlansView(words.say("portal.plans.title"), plans, trail.home());
  }

  StepView confirm(ConfirmPlan step) {
    account = step.subscription().accountHint();
    Quote quote = step.quote();
    String get =
        words.plan(words.name(step.plan().name()), price(step.plan(), step.subscription()));
    String pay =
        quote.dueNow() > 0
            ? words.say("pay.today", words.money(quote.dueNow(), quote.currency()))
            : words.say("pay.nothing-today");
    return new ConfirmPlanView(
        words.say("portal.confirm.title", words.name(step.plan().name())),
        new SwitchTermsView(get, pay, after(quote)),
        step.ticket(),
        step.renewed(),
        trail.step("plans", step.subscription().id()));
  }

  private String after(Quote quote) {
    String rate =
        words.rate(quote.laterAmount(), quote.currency(), quote.interval(), quote.intervalCount());
    String day = words.date(quote.nextChargeAt());
    String charges =
        quote.nextAmount() == quote.laterAmount()
            ? words.say("pay.rate-from", rate, day)
            : words.say(
                "pay.once-then", words.money(quote.nextAmount(), quote.currency()), day, rate);
    return quote.credit() > 0
        ? words.say("portal.confirm.credit", charges, words.money(quote.credit(), quote.currency()))
        : words.say("portal.confirm.renews", charges);
  }

  private String price(Plan plan, SubscriptionSnapshot subscription) {
    long quantity = Math.max(1, subscription.items().get(0).quantity());
    return plan.unitAmount()
        .map(unit -> unit * quantity)
        .map(sum -> words.rate(sum, plan.currency(), plan.interval(), plan.intervalCount()))
        .orElse("");
  }
}
