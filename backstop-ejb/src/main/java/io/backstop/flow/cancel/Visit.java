package io.backstop.flow.cancel;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.outcome.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One customer's way through one cancel link.
 *
 * <p>A visit begins when its link is first opened, and keeps the text of the flow that it began
 * with, whatever the merchant changes meanwhile. It is <i>open</i> while the customer walks from
 * stop to stop. Each time what is shown changes, the turn counts up; the form on the page carries
 * turn and stop as its key, and a form with another key moves nothing. So of two tabs, or of one
 * button pressed twice, the first counts and the second sees where the visit has got to.
 *
 * <p>Going on leaves a trail, and "back" follows it. An offer is a stop only once it has terms:
 * they are kept here when they are shown, and what is accepted is what was shown. An offer that
 * Stripe has refused is not made again.
 *
 * <p>When the customer has given an order, the visit is <i>confirming</i>: the order is with Stripe
 * and nothing moves until it is known what became of it. Applied, the visit has <i>ended</i>, with
 * one outcome, for good. Refused, it is open again behind the offer that could not be had. Closing
 * the page ends nothing; it is noted.
 *
 * <p>Who holds its row ({@link VisitBook}) changes a visit; else it is a picture of what was.
 */
@Entity
@Table(name = "cancel_session")
@IdClass(VisitFacts.Key.class)
public class Visit extends VisitFacts {

  static final String OPEN = "open";
  private static final String CONFIRMING = "confirming";
  private static final String ENDED = "ended";

  @Column(name = "state")
  private String state;

  @Column(name = "stop")
  private String stop;

  @Column(name = "turn")
  private int turn;

  @Column(name = "trail")
  private String trail;

  @Column(name = "reason")
  private String reason;

  @Column(name = "comment")
  private String comment;

  @Embedded private OffersMade offers;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "dismissed_at")
  private Instant dismissedAt;

  @Column(name = "ended_at")
  private Instant endedAt;

  @Column(name = "outcome")
  private String outcome;

  @Column(name = "recorded")
  private String recorded;

  @Column(name = "offer_type")
  private String offerType;

  @Column(name = "access_ends_at")
  private Instant accessEndsAt;

  /** For JPA. */
  protected Visit() {}

  // What it can be asked.

  Stop stop() {
    return Stop.parse(stop);
  }

  /** What the form of the present step carries: which turn of the visit, and where. */
  String key() {
    return turn + "." + stop;
  }

  boolean isOpen() {
    return state.equals(OPEN);
  }

  boolean isConfirming() {
    return state.equals(CONFIRMING);
  }

  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  Optional<String> comment() {
    return Optional.ofNullable(comment);
  }

  /** What was offered so far, and on which terms now. */
  OffersMade offers() {
    return offers;
  }

  /** The stop that "back" leads to; the present one at the beginning. */
  Stop previous() {
    return trail.isEmpty() ? stop() : Stop.parse(trail.substring(trail.lastIndexOf(' ') + 1));
  }

  Optional<Outcome.Kind> outcome() {
    return Optional.ofNullable(outcome)
        .map(word -> Outcome.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  /** The kind of the offer that was accepted: with Stripe while confirming, had once ended. */
  Optional<String> offerType() {
    return Optional.ofNullable(offerType);
  }

  /** An ended visit that was a cancellation: when access ends. */
  Optional<Instant> accessEndsAt() {
    return Optional.ofNullable(accessEndsAt);
  }

  // What it can be told.

  /** The customer has answered the survey, or left it unanswered. */
  void answered(Optional<String> chosen, Optional<String> words) {
    reason = chosen.orElse(null);
    comment = words.orElse(null);
  }

  /** The customer has declined the offer at the present stop. */
  void declined() {
    offers.declined(stop().offerId());
  }

  /** The customer goes on to {@code next}. */
  void goOn(Stop next) {
    trail = trail.isEmpty() ? stop : trail + ' ' + stop;
    offers.movedOn();
    arrive(next);
  }

  /** The customer goes back to the stop before. */
  void goBack() {
    Stop before = previous();
    trail = trail.contains(" ") ? trail.substring(0, trail.lastIndexOf(' ')) : "";
    offers.movedOn();
    arrive(before);
  }

  /**
   * The offer at the present stop cannot be made: nobody sees it, and "back" does not lead here.
   */
  void passOver(Stop next) {
    arrive(next);
  }

  /** The offer at the present stop is shown, under these terms if it has any. */
  void offered(Optional<String> terms, Instant now) {
    turn++;
    offers.shown(stop().offerId(), terms, now);
  }

  /** The customer has closed the page; the visit waits. */
  void dismissed(Instant now) {
    dismissedAt = now;
  }

  /**
   * The order of the present stop is with Stripe.
   *
   * @param accepted the kind of the offer; empty for a cancellation
   */
  void handOver(Optional<String> accepted) {
    mustBe(OPEN);
    state = CONFIRMING;
    offerType = accepted.orElse(null);
  }

  /**
   * Stripe has refused the offer of the present stop: nothing has changed, and the customer goes
   * on.
   *
   * @param liveUntil how long the link is live again at least
   */
  void refused(Instant liveUntil) {
    mustBe(CONFIRMING);
    state = OPEN;
    offerType = null;
    expiresAt = liveUntil.isAfter(expiresAt) ? liveUntil : expiresAt;
    withdrawn();
  }

  /**
   * The terms of the offer at the present stop, which the customer has accepted, are no longer what
   * would happen: nothing has changed, and they are asked for anew.
   */
  void lapsed() {
    offers.lapsed();
    turn++;
  }

  /** The offer of the present stop is not to be had (any more): nothing has changed. */
  void withdrawn() {
    offers.refused(stop().offerId());
    turn++;
  }

  /** The visit has come to its one outcome. */
  void end(Outcome how, Optional<Instant> accessEnds) {
    if (state.equals(ENDED)) {
      throw new Refusal(RefusalCode.ALREADY_CONFIRMING, "a visit ends once");
    }
    state = ENDED;
    endedAt = how.at();
    outcome = how.kind().wireName();
    recorded = how.recorded();
    offerType = how.offerType().orElse(null);
    accessEndsAt = accessEnds.orElse(null);
  }

  private void arrive(Stop at) {
    stop = at.toString();
    turn++;
    offers.noneShown();
  }

  private void mustBe(String expected) {
    if (!state.equals(expected)) {
      throw new Refusal(RefusalCode.ALREADY_CONFIRMING, "the visit is " + state);
    }
  }
}
