package io.backstop.inbox;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.StripeKeys;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.StripeSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes Stripe's events in: verifies the bytes, stores whom they are about, and wakes a worker.
 * Never asks Stripe, and waits for one statement only.
 */
@ApplicationScoped
public class Inbox {

  /** The families of events to have sent: each begins with its name and a dot. */
  public static final List<String> FAMILIES =
      List.of("customer", "invoice", "payment_intent", "payment_method", "setup_intent", "charge");

  private static final Logger LOG = Logger.getLogger(Inbox.class.getName());

  private final InboxTable table;
  private final EventWorker worker;
  private final Clock clock;

  /** For CDI's proxy. */
  Inbox() {
    this(null, null, null);
  }

  @Inject
  Inbox(InboxTable table, EventWorker worker, Clock clock) {
    this.table = table;
    this.worker = worker;
    this.clock = clock;
  }

  /**
   * Once this returns, the event is stored (or was before) and may be acknowledged. One that is
   * another account's or the other mode's is acknowledged too, and not stored: Stripe would send it
   * again for days and then stop sending at all.
   *
   * @param signature the header {@code Stripe-Signature}; {@code null} when there was none
   * @param raw the body, byte for byte; not looked into before the signature is good
   * @throws Refusal WEBHOOK_SIGNATURE_INVALID, WEBHOOK_TIMESTAMP_OUT_OF_WINDOW, MALFORMED_REQUEST;
   *     TEMPORARILY_UNAVAILABLE when it could not be stored
   */
  public void accept(Workspace workspace, String signature, byte[] raw) {
    EventSignature.verify(signature, raw, workspace.stripe().webhookSecrets(), clock.instant());
    StripeEvent event = StripeEvent.of(raw);
    if (!isOurs(event, workspace.stripe())) {
      LOG.log(
          Level.FINE,
          "{0} of workspace {1} is another account''s or mode''s",
          new Object[] {event.id(), workspace.slug()});
      return;
    }
    if (table.accept(workspace.slug(), event, clock.instant())) {
      worker.wake();
    }
  }

  /**
   * Has a customer read from Stripe soon, as an event of his would.
   *
   * @return whether the mirror knows him; else nothing is asked for
   */
  public boolean askFor(WorkspaceSlug workspace, CustomerId customer) {
    return table.ask(workspace, customer, clock.instant());
  }

  /** Lets a worker look for what is due, at once. */
  public void hurry() {
    worker.wake();
  }

  /** An endpoint of a platform hears of all its connected accounts. */
  private static boolean isOurs(StripeEvent event, StripeSettings settings) {
    boolean ourMode =
        settings
            .secretKey()
            .flatMap(StripeKeys::mode)
            .map(mode -> mode.equals("live") == event.live())
            .orElse(true);
    return ourMode && event.account().equals(settings.account());
  }
}
