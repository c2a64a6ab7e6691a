package io.backstop.flow.portal;

import io.backstop.billing.BillingDetails;
import io.backstop.billing.Bills;
import io.backstop.billing.CustomerPicture;
import io.backstop.billing.Plan;
import io.backstop.billing.Quote;
import io.backstop.billing.Standing;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.kernel.SessionId;
import java.util.List;
import java.util.Map;

/**
 * One step of the portal, ready to be shown. Holds facts, no markup and no formatted amounts: the
 * page formats for the customer's language. A ticket goes into the form and comes back as it is.
 */
public sealed interface PortalStep {

  /** What a customer may do about a subscription by himself. */
  enum Control {
    PAUSE,
    RESUME,
    UNDO_CANCEL,
    SWITCH_PLAN,
    CANCEL
  }

  /**
   * A subscription with what may be done about it.
   *
   * @param tickets of the controls that act at once
   */
  record Holding(Standing standing, List<Control> controls, Map<Control, String> tickets) {}

  /** Everything the customer has. */
  record Home(CustomerPicture picture, List<Holding> holdings) implements PortalStep {}

  /**
   * How long to pause.
   *
   * @param quotes by months, the shortest first; never empty
   */
  record Pauses(SubscriptionSnapshot subscription, Map<Integer, Quote> quotes, String ticket)
      implements PortalStep {}

  /**
   * Which plan to switch to.
   *
   * @param plans those that may be taken, the present one among them where it is one of them
   */
  record Plans(SubscriptionSnapshot subscription, List<Plan> plans) implements PortalStep {}

  /**
   * What a switch comes to.
   *
   * @param renewed the customer has confirmed other terms, which hold no more: nothing has changed
   */
  record ConfirmPlan(
      SubscriptionSnapshot subscription, Plan plan, Quote quote, String ticket, boolean renewed)
      implements PortalStep {}

  /** Invoices, a page of them. */
  record Invoices(Bills bills) implements PortalStep {}

  /**
   * Who the invoices are made out to.
   *
   * @param act of the form that changes it
   * @param refused Stripe does not take what was written, which is shown again; nothing has changed
   */
  record Details(BillingDetails details, SessionId act, boolean refused) implements PortalStep {}

  /** An act is on its way to Stripe. */
  record Pending() implements PortalStep {}

  /**
   * There is nothing to show.
   *
   * @param gone the customer is no more; else Stripe cannot be asked just now
   */
  record Unavailable(boolean gone) implements PortalStep {}
}
