package io.backstop.web.hosted.card;

import io.backstop.web.hosted.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How cards are named, and in what words a refusal is told: what the customer can do something
 * about, and nothing that whoever holds a stolen card should learn (Stripe docs: declines, "present
 * as generic_decline").
 */
public final class CardWords {

  private static final Map<String, String> BRANDS =
      Map.of(
          "visa", "Visa",
          "mastercard", "Mastercard",
          "amex", "American Express",
          "discover", "Discover",
          "diners", "Diners Club",
          "jcb", "JCB",
          "unionpay", "UnionPay",
          "cartes_bancaires", "Cartes Bancaires");

  /** The reasons that have a sentence of their own; Stripe's words. */
  private static final Set<String> TOLD =
      Set.of(
          "insufficient_funds",
          "expired_card",
          "incorrect_cvc",
          "incorrect_number",
          "processing_error",
          "authentication_required");

  private final Wording words;

  public CardWords(Wording words) {
    this.words = words;
  }

  /** "Visa ending in 4242". */
  public String named(String brand, String lastFour) {
    return words.say("card.named", BRANDS.getOrDefault(brand, words.say("card.any")), lastFour);
  }

  /** "12/2030". */
  public String expiry(int month, int year) {
    return String.format(Locale.ROOT, "%02d/%d", month, year);
  }

  /**
   * Why a card was refused, as a sentence.
   *
   * @param code the issuer's reason or Stripe's code
   */
  public String why(Optional<String> code) {
    return words.say("card.declined." + told(code.orElse("")));
  }

  private static String told(String code) {
    if (code.endsWith("authentication_failure")) {
      return "authentication_required";
    }
    return TOLD.contains(code) ? code : "generic";
  }

  /** Every sentence by its code, for the page's script; {@code generic} is for all the others. */
  List<Said> all() {
    return Stream.concat(TOLD.stream().sorted(), Stream.of("generic"))
        .map(
            code ->
                new Said(
                    code, words.say("card.refused") + " " + words.say("card.declined." + code)))
        .toList();
  }

  /** A sentence and when it is said. */
  public record Said(String code, String text) {}
}
