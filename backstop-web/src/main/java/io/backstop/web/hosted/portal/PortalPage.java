package io.backstop.web.hosted.portal;

import io.backstop.billing.BillingDetails;
import io.backstop.flow.portal.PortalAccount;
import io.backstop.flow.portal.PortalActs;
import io.backstop.flow.portal.PortalActs.Taken;
import io.backstop.flow.portal.PortalCard;
import io.backstop.flow.portal.PortalFlow;
import io.backstop.flow.portal.PortalStep;
import io.backstop.flow.portal.Progress;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.link.FlowPass;
import io.backstop.outcome.Outcome;
import io.backstop.web.hosted.HostedCall;
import io.backstop.web.hosted.HostedPage;
import io.backstop.web.hosted.StepView;
import io.backstop.web.hosted.card.CardStep;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /portal/{token}}: shows what the customer has, and passes on what he pressed. Steps are
 * addresses ({@code ?step=…}); a form that has done something is answered with the address of what
 * came of it ({@code ?act=…}), so that a reload repeats nothing.
 */
@WebServlet("/portal/*")
public class PortalPage extends HostedPage {

  private static final long serialVersionUID = 1L;

  /** What leads home from a page whose subject has gone in the meantime. */
  private static final Set<RefusalCode> GONE =
      Set.of(
          RefusalCode.CUSTOMER_NOT_FOUND,
          RefusalCode.SUBSCRIPTION_NOT_FOUND,
          RefusalCode.SUBSCRIPTION_NOT_CANCELABLE);

  @Inject private PortalFlow flow;
  @Inject private PortalActs acts;
  @Inject private PortalAccount account;
  @Inject private PortalCard card;
  @Inject private CardStep cards;

  @Override
  protected Surface surface() {
    return Surface.PORTAL;
  }

  @Override
  protected void show(HostedCall call) throws ServletException, IOException {
    Progress progress = progress(call);
    PortalWords words = new PortalWords(call, new Trail(call, progress));
    StepView view;
    try {
      view = step(call, words).orElseGet(() -> words.home(home(call, progress), progress));
    } catch (Refusal refusal) {
      if (GONE.contains(refusal.code())) {
        call.seeHere(carried(call));
        return;
      }
      if (refusal.code() != RefusalCode.BILLING_UNAVAILABLE) {
        throw refusal;
      }
      view = words.unreachable();
    }
    call.show(view, words.interim(outcome(progress)));
  }

  /** The step that the address names; empty for home, and where there is nothing to show. */
  private Optional<StepView> step(HostedCall call, PortalWords words) {
    FlowPass pass = call.pass();
    String step = Optional.ofNullable(call.request().getParameter("step")).orElse("");
    Optional<SubscriptionId> subscription = Trail.subscription(call);
    Optional<String> price = Optional.ofNullable(call.request().getParameter("price"));
    boolean renewed = call.request().getParameter("renewed") != null;
    return switch (step) {
      case "pause" ->
          subscription
              .flatMap(id -> flow.pauses(pass, id))
              .map(pauses -> words.pauses(pauses, renewed));
      case "plans" ->
          price.isPresent()
              ? subscription
                  .flatMap(id -> flow.quote(pass, id, price.get(), renewed))
                  .map(words::confirm)
              : subscription.flatMap(id -> flow.plans(pass, id)).map(words::plans);
      case "card" ->
          card.owes(pass)
              ? Optional.empty()
              : Optional.of(cards.taking(call, words.account().newCard()));
      case "invoices" -> {
        Optional<String> after =
            Optional.ofNullable(call.request().getParameter("after"))
                .filter(cursor -> cursor.matches("in_[A-Za-z0-9_]{1,250}"));
        yield Optional.of(
            words.account().invoices(account.invoices(pass, after), after.isPresent()));
      }
      case "details" -> {
        boolean saved = call.request().getParameter("saved") != null;
        yield account.details(pass).map(each -> words.account().details(each, saved, ""));
      }
      default -> Optional.empty();
    };
  }

  @Override
  protected void act(HostedCall call) throws ServletException, IOException {
    FlowPass pass = call.pass();
    String action = Optional.ofNullable(call.request().getParameter("action")).orElse("");
    String ticket = call.request().getParameter("act");
    try {
      switch (action) {
        case "pause" -> answer(call, "pause", acts.pause(pass, ticket, months(call)));
        case "resume" -> answer(call, "", acts.resume(pass, ticket));
        case "undo-cancel" -> answer(call, "", acts.undoCancel(pass, ticket));
        case "confirm-plan" -> answer(call, "plans", acts.switchPlan(pass, ticket));
        case "save-details" -> save(call);
        case "cancel" -> cancel(call);
        case "pay" -> call.goTo(card.pay(pass));
        case "update-card" -> updateCard(call);
        case "close" -> leave(call);
        default -> call.seeHere(carried(call));
      }
    } catch (Refusal refusal) {
      if (!GONE.contains(refusal.code())) {
        throw refusal;
      }
      call.seeHere(carried(call));
    }
  }

  private void cancel(HostedCall call) {
    Optional<SubscriptionId> subscription = Trail.subscription(call);
    if (subscription.isPresent()) {
      call.goTo(flow.cancel(call.pass(), subscription.get()));
    } else {
      call.seeHere(carried(call));
    }
  }

  /** Who owes pays with the new card, and is told so before he types it. */
  private void updateCard(HostedCall call) {
    Optional<String> setup = CardStep.setupIntent(call.request());
    Optional<SessionId> act = Trail.act(call);
    if (setup.isPresent() && act.isPresent()) {
      Optional<String> did = card.adopt(call.pass(), setup.get(), act.get());
      call.seeHere(did.map(vouched -> "did=" + vouched).orElseGet(() -> carried(call)));
    } else if (card.owes(call.pass())) {
      call.goTo(card.pay(call.pass()), "step=card");
    } else {
      call.seeHere("step=card");
    }
  }

  /** What cannot be taken is shown again as it was written. */
  private void save(HostedCall call) throws ServletException, IOException {
    BillingDetails written = DetailsForm.read(call.request());
    boolean mail = DetailsForm.isMail(written.mail());
    Optional<SessionId> act = Trail.act(call);
    if (act.isEmpty()) {
      throw new Refusal(RefusalCode.STEP_MISMATCH, "a form without its act");
    }
    Optional<String> did =
        mail ? account.change(call.pass(), act.get(), written) : Optional.empty();
    if (did.isPresent()) {
      call.seeHere("step=details&saved=1&did=" + did.get());
      return;
    }
    Progress progress = progress(call);
    PortalWords words = new PortalWords(call, new Trail(call, progress));
    call.show(
        words.account().details(account.refused(written), false, mail ? "" : "mail"),
        words.interim(outcome(progress)));
  }

  private void leave(HostedCall call) throws ServletException, IOException {
    Progress progress = progress(call);
    PortalWords words = new PortalWords(call, new Trail(call, progress));
    call.leave(words.home(home(call, progress), progress), words.interim(outcome(progress)));
  }

  /** Where the customer sees what came of it; when the terms hold no more, the new ones. */
  private static void answer(HostedCall call, String step, Taken taken) {
    String carried = carried(call);
    String and = carried.isEmpty() ? "" : "&" + carried;
    if (taken.held()) {
      call.seeHere("act=" + taken.act() + and);
    } else {
      String price = taken.priceId().isEmpty() ? "" : "&price=" + taken.priceId();
      call.seeHere(
          "step=" + step + "&subscription=" + taken.subscription() + price + "&renewed=1" + and);
    }
  }

  /** An act that has changed something is carried on, before it is known again that it has. */
  private static String carried(HostedCall call) {
    return Trail.did(call).map(did -> "did=" + did).orElse("");
  }

  private Progress progress(HostedCall call) {
    Optional<String> did = Trail.did(call);
    Progress progress = flow.progress(call.pass(), did, Trail.act(call));
    return progress.changed()
        ? progress
        : Trail.session(did)
            .flatMap(visit -> card.paid(call.pass(), visit))
            .map(progress::having)
            .orElse(progress);
  }

  private PortalStep home(HostedCall call, Progress progress) {
    return flow.home(call.pass(), progress);
  }

  private static Outcome.Kind outcome(Progress progress) {
    return progress.changed() ? Outcome.Kind.UPDATED : Outcome.Kind.DISMISSED;
  }

  private static int months(HostedCall call) {
    String months = call.request().getParameter("months");
    return months != null && months.matches("[1-9]") ? Integer.parseInt(months) : 0;
  }

  /** The link of a portal is never spent. */
  @Override
  protected boolean actAgain(HostedCall call) {
    return false;
  }
}
