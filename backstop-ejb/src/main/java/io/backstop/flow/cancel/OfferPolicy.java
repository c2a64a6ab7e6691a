package io.backstop.flow.cancel;

import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.cancel.FlowDefinition.DiscountOffer;
import io.backstop.flow.cancel.FlowDefinition.GiftOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.kernel.SessionId;
import io.backstop.link.FlowPass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * Which offers a customer may still have, so that nobody lives on them: after an offer of money or
 * time (discount, gift, pause, trial extension) none of that kind for {@code
 * cancel.offer-cooldown}, an offer that is made once never again, and no discount beside the same
 * one that is running. Counted by customer, over all his subscriptions and links, since links are
 * free. Never in the way of a cancellation: an offer that may not be made is passed over.
 *
 * <p><b>States.</b> What a customer has accepted is what {@code cancel_session} says: while the
 * order is with Stripe (confirming) and once it was applied (ended), and no longer when Stripe has
 * refused it (open again), so a refusal gives the offer back without any bookkeeping of its own.
 *
 * <p><b>Races.</b> Two links may both show an offer before either is accepted. So whoever accepts
 * asks again in the transaction that hands the order over, having taken the customer's row in
 * {@code offer_claim} first: the second waits there until the first has committed, and then sees
 * what it has done (PostgreSQL, READ COMMITTED: each statement sees what was committed before it
 * began). Its order is never given. A visit's row is taken before the claim, and nobody who holds a
 * claim waits for a visit, so nobody waits in a circle.
 */
@ApplicationScoped
public class OfferPolicy {

  private static final Set<String> MONEY_OR_TIME =
      Set.of("discount", "gift", "pause", "trial_extension");

  @PersistenceContext(unitName = "backstop")
  private EntityManager rows;

  @Inject private Clock clock;

  /**
   * What a customer has accepted in other visits; {@code endedAt} is {@code null} while it is with
   * Stripe.
   */
  private record Accepted(String stop, String type, Instant endedAt) {}

  /** What one customer may have, as read when he first gets to an offer. */
  final class Allowance {
    private final FlowPass pass;
    private List<Accepted> accepted;

    private Allowance(FlowPass pass) {
      this.pass = pass;
    }

    /** Whether {@code offer} may be made; asks the database at the first call. */
    boolean covers(Offer offer, FlowDefinition flow, SubscriptionSnapshot subscription) {
      if (isRunning(offer, subscription)) {
        return false;
      }
      if (!isCounted(offer, flow)) {
        return true;
      }
      if (accepted == null) {
        accepted = acceptedBy(pass);
      }
      return mayHave(offer, flow, accepted, pass);
    }
  }

  /** What the customer of {@code pass} may have. Asks nobody yet. */
  Allowance of(FlowPass pass) {
    return new Allowance(pass);
  }

  /**
   * Takes {@code offer} for the customer of {@code pass}, until the caller's transaction ends for
   * him alone.
   *
   * @throws OfferTaken when another visit was first
   */
  void claim(FlowPass pass, FlowDefinition flow, Offer offer) {
    if (!isCounted(offer, flow)) {
      return;
    }
    rows.createNativeQuery(
            "INSERT INTO offer_claim (workspace_id, customer_id, claimed_at)"
                + " VALUES (:workspace, :customer, :now) ON CONFLICT (workspace_id, customer_id)"
                + " DO UPDATE SET claimed_at = excluded.claimed_at")
        .setParameter("workspace", pass.workspace().slug().value())
        .setParameter("customer", pass.customer().value())
        .setParameter("now", clock.instant())
        .executeUpdate();
    if (!mayHave(offer, flow, acceptedBy(pass), pass)) {
      throw new OfferTaken(offer.id());
    }
  }

  private static boolean isCounted(Offer offer, FlowDefinition flow) {
    return MONEY_OR_TIME.contains(offer.type()) || flow.once().contains(offer.id());
  }

  private boolean mayHave(
      Offer offer, FlowDefinition flow, List<Accepted> accepted, FlowPass pass) {
    String stop = Stop.offer(offer.id()).toString();
    if (flow.once().contains(offer.id())
        && accepted.stream().anyMatch(each -> each.stop().equals(stop))) {
      return false;
    }
    Instant now = clock.instant();
    Instant since =
        now.atOffset(ZoneOffset.UTC).minus(pass.workspace().cancel().offerCooldown()).toInstant();
    return !MONEY_OR_TIME.contains(offer.type())
        || accepted.stream()
            .filter(each -> MONEY_OR_TIME.contains(each.type()))
            .noneMatch(each -> (each.endedAt() == null ? now : each.endedAt()).isAfter(since));
  }

  /** A discount of the same percent that will end, as Backstop's coupons do. */
  private boolean isRunning(Offer offer, SubscriptionSnapshot subscription) {
    int percent =
        offer instanceof DiscountOffer discount
            ? discount.percent()
            : offer instanceof GiftOffer ? 100 : 0;
    return percent > 0
        && subscription.discounts().stream()
            .filter(running -> running.percentOff() == percent)
            .anyMatch(
                running ->
                    running.once()
                        || running.endsAt().filter(clock.instant()::isBefore).isPresent());
  }

  private List<Accepted> acceptedBy(FlowPass pass) {
    SessionId own = pass.session();
    List<?> found =
        rows.createNativeQuery(
                "SELECT stop, offer_type, ended_at FROM cancel_session"
                    + " WHERE workspace_id = :workspace AND customer_id = :customer"
                    + " AND offer_type IS NOT NULL AND session_id <> :own")
            .setParameter("workspace", pass.workspace().slug().value())
            .setParameter("customer", pass.customer().value())
            .setParameter("own", own.value())
            .getResultList();
    return found.stream()
        .map(Object[].class::cast)
        .map(row -> new Accepted((String) row[0], (String) row[1], (Instant) row[2]))
        .toList();
  }
}
