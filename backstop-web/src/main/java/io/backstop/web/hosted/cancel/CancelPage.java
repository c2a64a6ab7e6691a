package io.backstop.web.hosted.cancel;

import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.CancelFlow;
import io.backstop.flow.cancel.CancelStep;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.Choice;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.web.hosted.HostedCall;
import io.backstop.web.hosted.HostedPage;
import io.backstop.web.hosted.UnavailableView;
import io.backstop.web.hosted.Wording;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code /cancel/{token}}: shows the step the visit is at, and passes on what the customer chose.
 */
@WebServlet("/cancel/*")
public class CancelPage extends HostedPage {

  private static final long serialVersionUID = 1L;

  @Inject private CancelFlow flow;

  @Override
  protected Surface surface() {
    return Surface.CANCEL;
  }

  @Override
  protected void show(HostedCall call) throws ServletException, IOException {
    CancelStep step;
    try {
      step = flow.open(call.pass());
    } catch (Refusal refusal) {
      refuse(call, refusal);
      return;
    }
    answer(call, step);
  }

  @Override
  protected void act(HostedCall call) throws ServletException, IOException {
    Optional<Choice> choice = CancelForm.read(call.request());
    if (choice.isEmpty()) {
      call.seeAgain();
      return;
    }
    CancelStep next;
    try {
      next = flow.choose(call.pass(), choice.get());
    } catch (Refusal refusal) {
      refuse(call, refusal);
      return;
    }
    if (next instanceof Done) {
      answer(call, next);
    } else {
      call.seeAgain();
    }
  }

  @Override
  protected boolean actAgain(HostedCall call) throws ServletException, IOException {
    Optional<Done> ending = flow.ending(call.pass());
    if (ending.isPresent()) {
      answer(call, ending.get());
    }
    return ending.isPresent();
  }

  /** Words here what only this surface knows; the rest is refused as on every hosted page. */
  private static void refuse(HostedCall call, Refusal refusal)
      throws ServletException, IOException {
    if (refusal.code() != RefusalCode.SUBSCRIPTION_NOT_FOUND) {
      throw refusal;
    }
    Wording words = call.words();
    call.show(
        new UnavailableView(words.say("gone.title"), words.say("gone.text")), Optional.empty());
  }

  private static void answer(HostedCall call, CancelStep step)
      throws ServletException, IOException {
    CancelWords words = new CancelWords(call.words(), call.now());
    if (step instanceof Done done) {
      call.end(words.of(done), account(done), done.outcome());
    } else {
      call.show(words.of(step), account(step));
    }
  }

  private static Optional<String> account(CancelStep step) {
    return step.subscription().flatMap(SubscriptionSnapshot::accountHint);
  }
}
