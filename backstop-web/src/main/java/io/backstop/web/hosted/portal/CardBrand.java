package io.backstop.web.hosted.portal;

import io.backstop.web.hosted.Wording;

/** The names that card brands print on their cards, for Stripe's words for them. */
final class CardBrand {

  private CardBrand() {}

  static String name(String brand, Wording words) {
    return switch (brand) {
      case "visa" -> "Visa";
      case "mastercard" -> "Mastercard";
      case "amex" -> "American Express";
      case "discover" -> "Discover";
      case "diners" -> "Diners Club";
      case "jcb" -> "JCB";
      case "unionpay" -> "UnionPay";
      case "cartes_bancaires" -> "Cartes Bancaires";
      case "eftpos_au" -> "eftpos";
      default -> words.say("portal.card.other");
    };
  }
}
