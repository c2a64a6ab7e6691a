package io.backstop.web.hosted.cancel;

import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.FlowDefinition.CallOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.outcome.Outcome;
import io.backstop.web.hosted.Wording;
import java.time.Instant;

/**
 * Words how a visit ended. Promises no mail, for Backstop sends none here; says "done" only of what
 * is done.
 */
final class Endings {

  private final Wording words;
  private final Instant now;

  Endings(Wording words, Instant now) {
    this.words = words;
    this.now = now;
  }

  DoneView of(Done done) {
    if (done.pending()) {
      String key = done.outcome() == Outcome.Kind.CANCELLED ? "pending.cancelled" : "pending.other";
      return view("pending.title", true, words.say(key));
    }
    if (done.alreadyCancelling()) {
      return view("already.title", false, accessEnds(done, "already.text", "already.on"));
    }
    if (done.outcome() == Outcome.Kind.CANCELLED) {
      return view("cancelled.title", false, accessEnds(done, "cancelled.text", "cancelled.on"));
    }
    return done.offer().map(offer -> accepted(done, offer)).orElseGet(this::unchanged);
  }

  private DoneView accepted(Done done, Offer offer) {
    if (offer instanceof CallOffer call) {
      return new DoneView(
          words.say("talk.title"), false, words.say("talk.text"), null, call.url().toString());
    }
    OfferTerms terms = OfferTerms.of(offer, done.quote(), words);
    return new DoneView(words.say("saved.title"), false, words.say("saved.text"), terms, "");
  }

  private DoneView unchanged() {
    return view("kept.title", false, words.say("kept.text"));
  }

  private String accessEnds(Done done, String unknownDay, String knownDay) {
    return done.accessEnds()
        .map(
            end ->
                end.isAfter(now)
                    ? words.say(knownDay, words.date(end))
                    : words.say("cancelled.over"))
        .orElseGet(() -> words.say(unknownDay));
  }

  private DoneView view(String title, boolean pending, String text) {
    return new DoneView(words.say(title), pending, text, null, "");
  }
}
