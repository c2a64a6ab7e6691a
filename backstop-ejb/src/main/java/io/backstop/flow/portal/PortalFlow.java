package io.backstop.flow.portal;

import io.backstop.billing.AccountDesk;
import io.backstop.billing.BillingDesk;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.BillingReceipt;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.CustomerPicture;
import io.backstop.billing.Mirror;
import io.backstop.billing.Plan;
import io.backstop.billing.Quote;
import io.backstop.billing.Standing;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.portal.PortalStep.ConfirmPlan;
import io.backstop.flow.portal.PortalStep.Control;
import io.backstop.flow.portal.PortalStep.Holding;
import io.backstop.flow.portal.PortalStep.Home;
import io.backstop.flow.portal.PortalStep.Pauses;
import io.backstop.flow.portal.PortalStep.Pending;
import io.backstop.flow.portal.PortalStep.Plans;
import io.backstop.flow.portal.PortalStep.Unavailable;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.link.FlowPass;
import io.backstop.link.HostedLink;
import io.backstop.link.LinkMint;
import io.backstop.workspace.KeyRing;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The customer portal, as pages see it. {@link #home} is shown from the mirror: two statements, and
 * no call to Stripe unless nothing is known, or what is known is older than a change made here or
 * than a day it speaks of. What is pressed here is carried out by {@link PortalActs}.
 *
 * <p>Runs outside of transactions and suspends the caller's, since Stripe is asked on the way. Safe
 * for any number of callers on any number of nodes. Every method that names a subscription throws
 * SUBSCRIPTION_NOT_FOUND when it is not known as this customer's, and every one that asks Stripe
 * {@link BillingUnavailable}.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PortalFlow {

  private static final Logger LOG = System.getLogger(PortalFlow.class.getName());

  private final Mirror mirror;
  private final BillingDesk desk;
  private final AccountDesk account;
  private final Controls controls;
  private final LinkMint mint;
  private final KeyRing keys;
  private final Clock clock;

  /** For the container's proxy. */
  public PortalFlow() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  PortalFlow(
      Mirror mirror,
      BillingDesk desk,
      AccountDesk account,
      Controls controls,
      LinkMint mint,
      KeyRing keys,
      Clock clock) {
    this.mirror = mirror;
    this.desk = desk;
    this.account = account;
    this.controls = controls;
    this.mint = mint;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What has become of the acts that a page carries; of another customer's nothing is known. At
   * most one statement.
   *
   * @param did an act that has changed something before
   * @param act the act that led to this page
   */
  public Progress progress(FlowPass pass, Optional<String> did, Optional<SessionId> act) {
    Optional<String> vouched = did.filter(text -> Vouched.is(keys, pass, text));
    List<SessionId> acts =
        Stream.concat(did.flatMap(PortalFlow::session).stream(), act.stream()).distinct().toList();
    if (acts.isEmpty()) {
      return new Progress(vouched, Optional.empty(), Optional.empty());
    }
    return Progress.of(desk.receipts(pass.workspace(), pass.customer(), acts), act, vouched);
  }

  private static Optional<SessionId> session(String text) {
    try {
      return Optional.of(new SessionId(text));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  /**
   * How addresses carry on an act that has changed something outside of the ledger (a new card, a
   * new address): the {@code did} of {@link #progress}. For who has carried it out.
   */
  public String vouch(FlowPass pass, SessionId act) {
    return Vouched.text(keys, pass, act);
  }

  /**
   * What the customer has; {@link Pending} while the act that led here is with Stripe; {@link
   * Unavailable} when nothing is known of him and Stripe does not answer, or he is gone.
   */
  public PortalStep home(FlowPass pass, Progress progress) {
    if (progress.latest().map(r -> r.state() == BillingReceipt.State.PENDING).orElse(false)) {
      return new Pending();
    }
    Optional<CustomerPicture> known = mirror.recall(pass.workspace(), pass.customer());
    Instant now = clock.instant();
    if (known.isEmpty() || Outdated.is(known.get(), progress.changedAt(), now)) {
      try {
        mirror.refresh(pass.workspace(), pass.customer());
        known = mirror.recall(pass.workspace(), pass.customer());
      } catch (BillingUnavailable unreachable) {
        LOG.log(Level.INFO, "{0} is shown as last known: {1}", pass.session(), unreachable);
      } catch (Refusal gone) {
        return new Unavailable(gone.code() == RefusalCode.CUSTOMER_NOT_FOUND);
      }
    }
    return known
        .filter(picture -> !picture.customer().deleted())
        .<PortalStep>map(
            picture ->
                new Home(
                    picture,
                    picture.subscriptions().stream()
                        .map(standing -> holding(pass, standing, now))
                        .toList()))
        .orElse(new Unavailable(known.isPresent()));
  }

  private Holding holding(FlowPass pass, Standing standing, Instant now) {
    List<Control> offered = controls.of(pass.workspace(), standing.subscription(), now);
    Map<Control, String> tickets = new LinkedHashMap<>();
    Stream.of(Control.RESUME, Control.UNDO_CANCEL)
        .filter(offered::contains)
        .forEach(
            control ->
                tickets.put(
                    control,
                    Ticket.issue(standing.subscription().id(), now, control.name())
                        .sealed(keys, pass)));
    return new Holding(standing, offered, tickets);
  }

  /** The pauses that can be taken now; empty when there are none. One call. */
  public Optional<Pauses> pauses(FlowPass pass, SubscriptionId id) {
    SubscriptionSnapshot subscription = known(pass, id);
    Ticket ticket = Ticket.issue(id, clock.instant(), Control.PAUSE.name());
    List<Integer> months = controls.pauses(subscription, ticket.issuedAt());
    if (months.isEmpty()) {
      return Optional.empty();
    }
    List<Pause> orders =
        months.stream().map(each -> Controls.pause(ticket.issuedAt(), each)).toList();
    List<Quote> quotes = desk.quotePauses(pass.workspace(), subscription, orders);
    Map<Integer, Quote> byMonths = new LinkedHashMap<>();
    for (int i = 0; i < months.size(); i++) {
      byMonths.put(months.get(i), quotes.get(i));
    }
    return Optional.of(new Pauses(subscription, byMonths, ticket.sealed(keys, pass)));
  }

  /** The plans that can be switched to; empty when there are none. Calls as {@link AccountDesk}. */
  public Optional<Plans> plans(FlowPass pass, SubscriptionId id) {
    SubscriptionSnapshot subscription = known(pass, id);
    Instant now = clock.instant();
    List<Plan> plans =
        account.plans(pass.workspace()).stream()
            .filter(plan -> plan.currency().equals(subscription.currency()))
            .toList();
    boolean another =
        plans.stream()
            .anyMatch(plan -> desk.suits(new SwitchPlan(plan.priceId(), now), subscription));
    return another ? Optional.of(new Plans(subscription, plans)) : Optional.empty();
  }

  /**
   * What switching to that plan comes to, from one fresh reading; empty when it cannot be switched
   * to. Three or four calls.
   */
  public Optional<ConfirmPlan> quote(
      FlowPass pass, SubscriptionId id, String priceId, boolean renewed) {
    Optional<Plan> plan =
        plans(pass, id).stream()
            .flatMap(step -> step.plans().stream())
            .filter(each -> each.priceId().equals(priceId))
            .findFirst();
    SubscriptionSnapshot subscription = desk.look(pass.workspace(), id);
    SwitchPlan order = new SwitchPlan(priceId, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    if (plan.isEmpty() || !desk.suits(order, subscription)) {
      return Optional.empty();
    }
    Quote quote = desk.quote(pass.workspace(), subscription, order);
    Ticket ticket =
        Ticket.issue(id, order.prorationDate(), SwitchTerms.text(priceId, quote, subscription));
    return Optional.of(
        new ConfirmPlan(subscription, plan.get(), quote, ticket.sealed(keys, pass), renewed));
  }

  private SubscriptionSnapshot known(FlowPass pass, SubscriptionId id) {
    return mirror.recall(pass.workspace(), pass.customer()).stream()
        .flatMap(picture -> picture.subscriptions().stream())
        .map(Standing::subscription)
        .filter(subscription -> subscription.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "not known as this customer's"));
  }

  /** A link into the cancel flow, which leads back here. See {@link LinkMint#cancelLink}. */
  public HostedLink cancel(FlowPass pass, SubscriptionId id) {
    return mint.cancelLink(pass, id);
  }
}
