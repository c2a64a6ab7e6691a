package io.backstop.web.hosted.card;

import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.CardDesk;
import io.backstop.billing.CardSetup;
import io.backstop.billing.PaymentDesk;
import io.backstop.kernel.Ids;
import io.backstop.kernel.SessionId;
import io.backstop.link.FlowPass;
import io.backstop.web.hosted.HostedCall;
import io.backstop.workspace.Workspace.StripeSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Prepares the step that takes a new card, for any surface. The surface shows the view, under
 * {@code ?step=card}, and gets back {@code setup_intent} with the action it has named.
 */
@ApplicationScoped
public class CardStep {

  private static final Logger LOG = Logger.getLogger(CardStep.class.getName());
  private static final Pattern SETUP_INTENT = Pattern.compile("seti_[A-Za-z0-9_]{1,250}");

  private CardDesk desk;
  private PaymentDesk payments;

  /** For CDI's proxy. */
  protected CardStep() {}

  @Inject
  CardStep(CardDesk desk, PaymentDesk payments) {
    this.desk = desk;
    this.payments = payments;
  }

  /**
   * What a surface wants a card for.
   *
   * @param title the heading
   * @param text what happens with the card
   * @param action {@code update-card} or {@code pay}
   * @param button what the button says
   * @param due what the form pays, as the surface wants it back; or an empty text
   * @param invoice an open one, for Stripe's own page
   */
  public record Purpose(
      String title,
      String text,
      String action,
      String button,
      String due,
      Optional<String> invoice) {}

  /** The view for a new card; one that says so when none can be taken. */
  public CardView taking(HostedCall call, Purpose purpose) {
    FlowPass pass = call.pass();
    SessionId act = new SessionId(Ids.next("cs_", call.now()));
    Optional<String> key = pass.workspace().stripe().publishableKey();
    Optional<String> secret = key.flatMap(known -> open(pass, act)).map(CardSetup::clientSecret);
    return view(call, purpose, act, "", secret.orElse(""), false);
  }

  /** The view on which the customer's bank asks about a payment with {@code card}. */
  public CardView asking(
      HostedCall call, Purpose purpose, SessionId act, String card, String clientSecret) {
    boolean possible = call.pass().workspace().stripe().publishableKey().isPresent();
    return view(call, purpose, act, card, possible ? clientSecret : "", true);
  }

  /** The set-up that a form of this step says is finished; nothing is believed of it yet. */
  public static Optional<String> setupIntent(HttpServletRequest form) {
    return Optional.ofNullable(form.getParameter("setup_intent"))
        .filter(id -> SETUP_INTENT.matcher(id).matches());
  }

  private CardView view(
      HostedCall call,
      Purpose purpose,
      SessionId act,
      String card,
      String clientSecret,
      boolean bank) {
    StripeSettings stripe = call.pass().workspace().stripe();
    return new CardView(
        purpose.title(),
        purpose.text(),
        purpose.action(),
        purpose.button(),
        bank,
        act.value(),
        purpose.due(),
        card,
        stripe.publishableKey().orElse(""),
        stripe.account().orElse(""),
        clientSecret,
        clientSecret.isEmpty() ? "" : stripe.scriptUrl().toString(),
        purpose.invoice().flatMap(id -> hosted(call.pass(), id)).map(URI::toString).orElse(""),
        call.here(""),
        new CardWords(call.words()).all());
  }

  private Optional<CardSetup> open(FlowPass pass, SessionId act) {
    try {
      return Optional.of(desk.begin(pass.workspace(), pass.customer(), act));
    } catch (BillingUnavailable e) {
      LOG.log(Level.WARNING, "no card can be taken: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<URI> hosted(FlowPass pass, String invoice) {
    try {
      return payments.hostedPage(pass.workspace(), invoice);
    } catch (BillingUnavailable e) {
      LOG.log(Level.INFO, "no hosted page: {0}", e.getMessage());
      return Optional.empty();
    }
  }
}
