package io.backstop.flow.cancel;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a visit was offered. The three lists hold ids of offers, in the order in which it happened
 * first, separated by spaces.
 */
@Embeddable
public class OffersMade {

  @Column(name = "offers_shown")
  private String shown;

  @Column(name = "offers_declined")
  private String declined;

  @Column(name = "offers_refused")
  private String refused;

  @Column(name = "quote")
  private String quote;

  @Column(name = "shown_at")
  private Instant shownAt;

  @Column(name = "not_applied")
  private boolean notApplied;

  /** For JPA. */
  protected OffersMade() {}

  /** Whether Stripe has refused this offer to this visit. */
  boolean wasRefused(String id) {
    return List.of(refused.split(" ")).contains(id);
  }

  /** The terms of the offer that is shown now, if it has any. */
  Optional<String> quote() {
    return Optional.ofNullable(quote);
  }

  /** Since when the offer at the present stop is shown; empty while it is not. */
  Optional<Instant> shownAt() {
    return Optional.ofNullable(shownAt);
  }

  /**
   * Whether an offer that was accepted just now could not be had as it was shown: one before the
   * present stop, or the one that is at it and has other terms now.
   */
  boolean notApplied() {
    return notApplied;
  }

  void shown(String id, Optional<String> terms, Instant now) {
    shown = with(shown, id);
    quote = terms.orElse(null);
    shownAt = now;
  }

  void noneShown() {
    quote = null;
    shownAt = null;
  }

  void declined(String id) {
    declined = with(declined, id);
  }

  void refused(String id) {
    refused = with(refused, id);
    lapsed();
  }

  /** What was accepted is not to be had as it was shown. */
  void lapsed() {
    notApplied = true;
    noneShown();
  }

  /** The customer goes on or back: he has been told. */
  void movedOn() {
    notApplied = false;
  }

  private static String with(String ids, String id) {
    Set<String> all = new LinkedHashSet<>(List.of(ids.split(" ")));
    all.remove("");
    all.add(id);
    return String.join(" ", all);
  }
}
