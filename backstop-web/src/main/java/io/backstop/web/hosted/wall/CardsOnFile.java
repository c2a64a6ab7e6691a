package io.backstop.web.hosted.wall;

import io.backstop.billing.CustomerSnapshot;
import io.backstop.billing.CustomerSnapshot.SavedCard;
import io.backstop.billing.InvoiceSnapshot.Refused;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.wall.WallStep.Due;
import io.backstop.web.hosted.Wording;
import io.backstop.web.hosted.card.CardWords;
import io.backstop.web.hosted.wall.DueView.Choice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Words the cards that a customer may pay with again. */
final class CardsOnFile {

  private final Wording words;
  private final CardWords cards;

  CardsOnFile(Wording words, CardWords cards) {
    this.words = words;
    this.cards = cards;
  }

  /** The cards, each as it stands on the page. */
  List<Choice> of(Due due) {
    List<SavedCard> saved = due.picture().customer().cards();
    Optional<SubscriptionSnapshot.Card> refused =
        due.invoices().get(0).refusal().flatMap(Refused::card);
    String picked = picked(due.picture().customer(), refused);
    return saved.stream()
        .map(
            card ->
                new Choice(
                    card.id(),
                    cards.named(card.brand(), card.lastFour()),
                    words.say("card.expires", cards.expiry(card.expiryMonth(), card.expiryYear())),
                    refused.filter(r -> isSame(r, card)).isPresent(),
                    card.id().equals(picked)))
        .toList();
  }

  /** The usual card; another one where that has just been refused. */
  private static String picked(
      CustomerSnapshot customer, Optional<SubscriptionSnapshot.Card> refused) {
    List<SavedCard> usualFirst =
        customer.cards().stream()
            .sorted(
                Comparator.comparing(
                    card -> !customer.defaultCard().equals(Optional.of(card.id()))))
            .toList();
    return usualFirst.stream()
        .filter(card -> refused.filter(last -> isSame(last, card)).isEmpty())
        .findFirst()
        .or(() -> usualFirst.stream().findFirst())
        .map(SavedCard::id)
        .orElse("");
  }

  private static boolean isSame(SubscriptionSnapshot.Card card, SavedCard saved) {
    return card.brand().equals(saved.brand()) && card.lastFour().equals(saved.lastFour());
  }
}
