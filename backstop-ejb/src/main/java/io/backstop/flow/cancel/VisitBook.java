package io.backstop.flow.cancel;

import io.backstop.billing.BillingReceipt;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.flow.cancel.FlowShelf.Beginning;
import io.backstop.flow.cancel.TrafficSplit.Part;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.link.FlowPass;
import io.backstop.link.LinkGate;
import io.backstop.outcome.Outcome;
import io.backstop.outcome.OutcomeLedger;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every change of a visit, each in one short transaction that holds the visit's row: load, tell the
 * entity, store. Two nodes that change one visit come one after the other, and the second is
 * measured against what the first has left. Stripe is never asked from here.
 *
 * <p>Whoever needs both takes the visit's row before the link's, so nobody waits in a circle.
 */
@Stateless
public class VisitBook {

  /** As long as {@link LinkGate#reopen} lets a link live at least. */
  private static final Duration REOPENED_LIFE = Duration.ofMinutes(15);

  @PersistenceContext(unitName = "backstop")
  private EntityManager visits;

  private final FlowShelf shelf;
  private final OfferPolicy policy;
  private final LinkGate gate;
  private final OutcomeLedger ledger;
  private final Clock clock;

  /** For the container's proxy. */
  public VisitBook() {
    this(null, null, null, null, null);
  }

  @Inject
  VisitBook(FlowShelf shelf, OfferPolicy policy, LinkGate gate, OutcomeLedger ledger, Clock clock) {
    this.shelf = shelf;
    this.policy = policy;
    this.gate = gate;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The visit of {@code pass}, if its link was ever opened. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public Optional<Visit> find(FlowPass pass) {
    return Optional.ofNullable(visits.find(Visit.class, key(pass)));
  }

  /**
   * The visit of {@code pass}, begun with {@code beginning} if this is the first opening. Of two
   * first openings at once one makes the row, and both return it.
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public Visit begin(FlowPass pass, Beginning beginning) {
    FlowDefinition flow = beginning.flow();
    Instant now = clock.instant();
    int made =
        visits
            .createNativeQuery(
                "INSERT INTO cancel_session (workspace_id, session_id, link_id, customer_id,"
                    + " subscription_id, signed, flow_digest, flow_id, flow_number, state, stop,"
                    + " turn, trail, offers_shown, offers_declined, offers_refused, not_applied,"
                    + " opened_at, expires_at) VALUES (:workspace, :session, :link, :customer,"
                    + " :subscription, :signed, :digest, CAST(:flow AS text), CAST(:number AS"
                    + " integer), :open, :stop, 0, '', '', '', '', false, :now, :expires) ON"
                    + " CONFLICT (workspace_id, session_id) DO NOTHING")
            .setParameter("workspace", pass.workspace().slug().value())
            .setParameter("session", pass.session().value())
            .setParameter("link", pass.linkId())
            .setParameter("customer", pass.customer().value())
            .setParameter("subscription", pass.subscription().orElseThrow().value())
            .setParameter("signed", pass.signed())
            .setParameter("digest", flow.digest())
            .setParameter("flow", beginning.version().map(Part::flow).orElse(null))
            .setParameter("number", beginning.version().map(Part::number).orElse(null))
            .setParameter("open", Visit.OPEN)
            .setParameter("stop", FlowPath.of(flow, Optional.empty()).first().toString())
            .setParameter("now", now)
            .setParameter("expires", now.plus(pass.workspace().lifetimes().cancel()))
            .executeUpdate();
    if (made == 1) {
      shelf.keep(pass.workspace().slug(), beginning, now);
    }
    return visits.find(Visit.class, key(pass));
  }

  /**
   * Makes {@code change} if the visit is open and still at {@code key}; else changes nothing.
   *
   * @return the visit as it is then
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public Visit change(FlowPass pass, String key, Consumer<Visit> change) {
    Visit visit = held(pass.workspace().slug(), pass.session()).orElseThrow();
    if (visit.isOpen() && visit.key().equals(key)) {
      change.accept(visit);
    }
    return visit;
  }

  /**
   * Hands the visit over to billing and spends the link, in the transaction that stores the order:
   * either all of it happens or nothing.
   *
   * @param offer what is accepted; empty for a cancellation
   * @throws Refusal ALREADY_CONFIRMING when another order was first; STEP_MISMATCH when the visit
   *     has moved on, or when the customer has got the offer by another link; LINK_DEAD when the
   *     link's time is over
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void handOver(FlowPass pass, String key, FlowDefinition flow, Optional<Offer> offer) {
    Visit visit = heldAt(pass, key);
    offer.ifPresent(accepted -> policy.claim(pass, flow, accepted));
    visit.handOver(offer.map(Offer::type));
    gate.redeem(pass);
  }

  /**
   * Ends the visit with an outcome that billing has no part in, and spends the link.
   *
   * @param offerType what was accepted; empty when the customer just stays
   * @throws Refusal as {@link #handOver}
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public Visit stay(FlowPass pass, String key, Optional<String> offerType) {
    Visit visit = heldAt(pass, key);
    gate.redeem(pass);
    Outcome outcome = Endings.stayed(visit, offerType, clock.instant());
    ledger.record(outcome);
    visit.end(outcome, Optional.empty());
    return visit;
  }

  /**
   * Hears what became of an order, in the transaction that concludes it, be it at once or days
   * later. Orders that no visit of this surface has given are none of its business.
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void conclude(@Observes BillingReceipt receipt) {
    held(receipt.workspace(), receipt.session())
        .filter(Visit::isConfirming)
        .ifPresent(visit -> conclude(visit, receipt));
  }

  private void conclude(Visit visit, BillingReceipt receipt) {
    switch (receipt.state()) {
      case APPLIED -> {
        Outcome outcome = Endings.applied(receipt, visit.offerType());
        ledger.record(outcome);
        visit.end(outcome, receipt.effectiveAt());
      }
      case REJECTED -> {
        gate.reopen(visit.workspace(), visit.session());
        visit.refused(clock.instant().plus(REOPENED_LIFE));
      }
      case PENDING -> {
        // The visit waits; another receipt will come.
      }
    }
  }

  private Visit heldAt(FlowPass pass, String key) {
    Visit visit = held(pass.workspace().slug(), pass.session()).orElseThrow();
    if (!visit.isOpen()) {
      throw new Refusal(RefusalCode.ALREADY_CONFIRMING, "another choice has ended this visit");
    }
    if (!visit.key().equals(key)) {
      throw new Refusal(RefusalCode.STEP_MISMATCH, "the visit has moved on");
    }
    return visit;
  }

  /** The visit, its row held until the transaction ends. */
  private Optional<Visit> held(WorkspaceSlug workspace, SessionId session) {
    return Optional.ofNullable(
        visits.find(
            Visit.class,
            new VisitFacts.Key(workspace.value(), session.value()),
            LockModeType.PESSIMISTIC_WRITE));
  }

  private static VisitFacts.Key key(FlowPass pass) {
    return new VisitFacts.Key(pass.workspace().slug().value(), pass.session().value());
  }
}
