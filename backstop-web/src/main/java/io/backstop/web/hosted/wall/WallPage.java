package io.backstop.web.hosted.wall;

import io.backstop.billing.CustomerPicture;
import io.backstop.flow.wall.PaymentWall;
import io.backstop.flow.wall.WallStep;
import io.backstop.flow.wall.WallStep.Bank;
import io.backstop.flow.wall.WallStep.Due;
import io.backstop.flow.wall.WallStep.Pending;
import io.backstop.flow.wall.WallStep.Settled;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.outcome.Outcome;
import io.backstop.web.hosted.HostedCall;
import io.backstop.web.hosted.HostedPage;
import io.backstop.web.hosted.Interim;
import io.backstop.web.hosted.StepView;
import io.backstop.web.hosted.UnavailableView;
import io.backstop.web.hosted.Wording;
import io.backstop.web.hosted.card.CardStep;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /wall/{token}}: shows what is owed, and passes on what the customer presses. Steps with an
 * address of their own, under {@code ?step=}: {@code card} takes a new card, {@code bank} lets the
 * customer's bank ask.
 */
@WebServlet("/wall/*")
public class WallPage extends HostedPage {

  private static final long serialVersionUID = 1L;
  private static final String CARD = "step=card";
  private static final String BANK = "step=bank";

  /** What was to be cancelled has gone while the page was open. */
  private static final Set<RefusalCode> GONE =
      Set.of(
          RefusalCode.CUSTOMER_NOT_FOUND,
          RefusalCode.SUBSCRIPTION_NOT_FOUND,
          RefusalCode.SUBSCRIPTION_NOT_CANCELABLE);

  @Inject private PaymentWall wall;
  @Inject private CardStep cards;

  @Override
  protected Surface surface() {
    return Surface.PAYMENT_WALL;
  }

  @Override
  protected void show(HostedCall call) throws ServletException, IOException {
    String step = call.request().getParameter("step");
    if ("bank".equals(step)) {
      Optional<WallStep> bank = wall.bank(call.pass());
      answer(call, bank.isPresent() ? bank.get() : wall.open(call.pass()));
      return;
    }
    WallStep now = wall.open(call.pass());
    if ("card".equals(step) && now instanceof Due due) {
      call.show(cards.taking(call, words(call).newCard(due)), interim(call, due));
    } else {
      answer(call, now);
    }
  }

  @Override
  protected void act(HostedCall call) throws ServletException, IOException {
    WallForm form = new WallForm(call.request());
    switch (form.action()) {
      case "pay" -> pay(call, form);
      case "update-card" -> call.seeHere(CARD);
      case "cancel" -> cancel(call, form);
      case "close" -> leave(call);
      default -> call.seeAgain();
    }
  }

  /** A wall's link is not spent. */
  @Override
  protected boolean actAgain(HostedCall call) {
    return false;
  }

  private void pay(HostedCall call, WallForm form) throws ServletException, IOException {
    Optional<String> setup = CardStep.setupIntent(call.request());
    if (form.act().isEmpty() || setup.isEmpty() && form.card().isEmpty()) {
      call.seeAgain();
      return;
    }
    WallStep next =
        setup.isPresent()
            ? wall.payWithNew(call.pass(), setup.get(), form.due(), form.act().get())
            : wall.pay(call.pass(), form.card().get(), form.due(), form.act().get());
    if (next instanceof Settled) {
      answer(call, next);
    } else if (next instanceof Bank && !form.fromBank()) {
      call.seeHere(BANK);
    } else {
      call.seeAgain();
    }
  }

  private void cancel(HostedCall call, WallForm form) throws ServletException, IOException {
    Optional<SubscriptionId> subscription = form.subscription();
    if (subscription.isEmpty()) {
      call.seeAgain();
      return;
    }
    try {
      call.goTo(wall.cancel(call.pass(), subscription.get()));
    } catch (Refusal refusal) {
      if (!GONE.contains(refusal.code())) {
        throw refusal;
      }
      call.show(unavailable(call, "gone.title", "gone.text"), Optional.empty());
    }
  }

  private void answer(HostedCall call, WallStep step) throws ServletException, IOException {
    if (step instanceof Settled settled) {
      Optional<String> account =
          settled.picture().flatMap(picture -> picture.customer().accountHint());
      call.end(words(call).of(settled), account, outcome(!settled.paid().isEmpty()));
    } else {
      call.show(view(call, step), interim(call, step));
    }
  }

  /** Of a step that does not end the visit. */
  private StepView view(HostedCall call, WallStep step) {
    WallWords words = words(call);
    if (step instanceof Due due) {
      return words.of(due, call.pass().workspace().wall(), call.here(CARD));
    }
    if (step instanceof Bank bank) {
      return cards.asking(
          call,
          words.bank(bank),
          bank.payment().actId(),
          bank.payment().card(),
          bank.clientSecret());
    }
    return step instanceof Pending
        ? words.pending()
        : unavailable(call, "wall.unavailable.title", "wall.unavailable.text");
  }

  private void leave(HostedCall call) throws ServletException, IOException {
    WallStep now = wall.recall(call.pass());
    if (now instanceof Settled) {
      answer(call, now);
    } else {
      call.leave(view(call, now), interim(call, now));
    }
  }

  private Interim interim(HostedCall call, WallStep step) {
    Optional<CustomerPicture> picture =
        step instanceof Due due
            ? Optional.of(due.picture())
            : step instanceof Bank bank
                ? Optional.of(bank.picture())
                : step instanceof Pending pending
                    ? Optional.of(pending.picture())
                    : Optional.empty();
    return new Interim(
        picture.flatMap(seen -> seen.customer().accountHint()),
        outcome(wall.hasPaid(call.pass())),
        "");
  }

  private static Outcome.Kind outcome(boolean hasPaid) {
    return hasPaid ? Outcome.Kind.UPDATED : Outcome.Kind.DISMISSED;
  }

  private static UnavailableView unavailable(HostedCall call, String title, String text) {
    Wording words = call.words();
    return new UnavailableView(words.say(title), words.say(text));
  }

  private static WallWords words(HostedCall call) {
    return new WallWords(call.words(), call.now());
  }
}
