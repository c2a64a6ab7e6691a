package io.backstop.flow.portal;

import io.backstop.billing.BillingDesk;
import io.backstop.billing.BillingOrder;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.OneAttempt;
import io.backstop.billing.Quote;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.portal.PortalStep.Control;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.link.FlowPass;
import io.backstop.workspace.KeyRing;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what a customer has pressed in the portal. What became of it is {@link
 * PortalFlow#progress}'s to say: an act is one attempt under its ticket's id, so a form that comes
 * twice finds what the first has done, and what Stripe has not answered is settled without the
 * customer. Suspends the caller's transaction; safe for any number of callers.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PortalActs {

  /** How long what was shown may be confirmed. */
  static final Duration TERMS_HOLD = Duration.ofMinutes(15);

  private final BillingDesk desk;
  private final OneAttempt once;
  private final KeyRing keys;
  private final Clock clock;

  /** For the container's proxy. */
  public PortalActs() {
    this(null, null, null, null);
  }

  @Inject
  PortalActs(BillingDesk desk, OneAttempt once, KeyRing keys, Clock clock) {
    this.desk = desk;
    this.once = once;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What came of a form.
   *
   * @param act under which {@link PortalFlow#progress} knows it
   * @param held false when the terms that were shown hold no more: then nothing was done
   * @param priceId of a switch; else an empty text
   */
  public record Taken(SessionId act, boolean held, SubscriptionId subscription, String priceId) {}

  /**
   * Pauses for so many months, counted from when the page was rendered.
   *
   * @throws Refusal STEP_MISMATCH when the ticket is not of such a form
   */
  public Taken pause(FlowPass pass, String sealed, int months) {
    Ticket ticket = ticket(pass, sealed, Control.PAUSE);
    if (!Controls.MONTHS.contains(months)) {
      throw new Refusal(RefusalCode.STEP_MISMATCH, "a pause that nobody was offered");
    }
    if (isNew(pass, ticket) && isOld(ticket)) {
      return taken(ticket, false);
    }
    return carryOut(pass, ticket, Controls.pause(ticket.issuedAt(), months));
  }

  /**
   * Collects again.
   *
   * @throws Refusal STEP_MISMATCH when the ticket is not of such a form
   */
  public Taken resume(FlowPass pass, String sealed) {
    return carryOut(pass, ticket(pass, sealed, Control.RESUME), new BillingOrder.Resume());
  }

  /**
   * Takes a pending end back.
   *
   * @throws Refusal STEP_MISMATCH when the ticket is not of such a form
   */
  public Taken undoCancel(FlowPass pass, String sealed) {
    return carryOut(pass, ticket(pass, sealed, Control.UNDO_CANCEL), new BillingOrder.UndoCancel());
  }

  /**
   * Switches to the plan on the terms that were shown, if a new reading of Stripe says that they
   * still are what would happen.
   *
   * @throws Refusal STEP_MISMATCH when the ticket is not of such a form
   * @throws BillingUnavailable when Stripe cannot be asked whether they are; nothing was done
   */
  public Taken switchPlan(FlowPass pass, String sealed) {
    Ticket ticket = ticket(pass, sealed, Control.SWITCH_PLAN);
    SwitchPlan order = new SwitchPlan(SwitchTerms.priceId(ticket.terms()), ticket.issuedAt());
    if (isNew(pass, ticket) && (isOld(ticket) || !stillHolds(pass, ticket, order))) {
      return taken(ticket, false);
    }
    return carryOut(pass, ticket, order);
  }

  private boolean stillHolds(FlowPass pass, Ticket ticket, SwitchPlan order) {
    SubscriptionSnapshot subscription = desk.look(pass.workspace(), ticket.subscription());
    if (!desk.suits(order, subscription)) {
      return true; // refused by the attempt itself, which says so
    }
    if (!SwitchTerms.inTheirPeriod(ticket.terms(), subscription)) {
      return false; // and of a day before its period Stripe computes nothing
    }
    Quote quote = desk.quote(pass.workspace(), subscription, order);
    return List.of(SwitchTerms.text(order.priceId(), quote, subscription)).equals(ticket.terms());
  }

  private Taken carryOut(FlowPass pass, Ticket ticket, BillingOrder order) {
    if (isNew(pass, ticket)) {
      try {
        desk.carryOut(
            pass.workspace(),
            ticket.act(),
            pass.customer(),
            ticket.subscription(),
            order,
            once.of(pass.workspace().slug(), pass.customer(), ticket.act()));
      } catch (Refusal refusal) {
        boolean pressedTwice =
            refusal.code() == RefusalCode.ALREADY_CONFIRMING && !isNew(pass, ticket);
        if (!pressedTwice) {
          throw refusal; // another order is under way, or it cannot be carried out
        }
      }
    }
    return taken(ticket, true);
  }

  /**
   * The same form may come again at any time: also after it was refused it is not tried anew. This
   * looks without holding anything; of two at once {@link OneAttempt} lets one in, and the other
   * finds what the first has done.
   */
  private boolean isNew(FlowPass pass, Ticket ticket) {
    return desk.receipts(pass.workspace(), pass.customer(), List.of(ticket.act())).isEmpty();
  }

  private boolean isOld(Ticket ticket) {
    return ticket.issuedAt().plus(TERMS_HOLD).isBefore(clock.instant());
  }

  private Ticket ticket(FlowPass pass, String sealed, Control control) {
    Ticket ticket = Ticket.of(keys, pass, Optional.ofNullable(sealed).orElse(""));
    if (ticket.terms().isEmpty() || !ticket.terms().get(0).equals(control.name())) {
      throw new Refusal(RefusalCode.STEP_MISMATCH, "the ticket of another form");
    }
    return ticket;
  }

  private static Taken taken(Ticket ticket, boolean held) {
    String priceId = ticket.terms().size() > 1 ? SwitchTerms.priceId(ticket.terms()) : "";
    return new Taken(ticket.act(), held, ticket.subscription(), priceId);
  }
}
