package io.backstop.sandbox.billing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Stripe's test cards, told apart by their last four digits.
 *
 * <p>Source: Stripe docs, "Test card numbers"; what each does is from there, the wording of the
 * messages from general knowledge.
 */
public enum TestCard {
  VISA("4242424242424242", "pm_card_visa", Manner.PAYS),
  VISA_DEBIT("4000056655665556", "pm_card_visa_debit", Manner.PAYS),
  MASTERCARD("5555555555554444", "pm_card_mastercard", Manner.PAYS),
  AMEX("378282246310005", "pm_card_amex", Manner.PAYS),
  DISCOVER("6011111111111117", "pm_card_discover", Manner.PAYS),
  CHARGE_FAILS("4000000000000341", "pm_card_chargeCustomerFail", Manner.DECLINES_CHARGES),
  SET_UP_ONCE(
      "4000002500003155", "pm_card_authenticationRequiredOnSetup", Manner.AUTHENTICATES_ONCE),
  SET_UP_DONE(
      "4000003800000446",
      "pm_card_authenticationRequiredSetupForOffSession",
      Manner.AUTHENTICATES_WHEN_PRESENT),
  ALWAYS_AUTHENTICATES(
      "4000002760003184", "pm_card_authenticationRequired", Manner.AUTHENTICATES_ALWAYS),
  THREE_D_SECURE("4000000000003220", "pm_card_threeDSecure2Required", Manner.AUTHENTICATES_ALWAYS),
  DECLINED("4000000000000002", "pm_card_chargeDeclined", "card_declined", "generic_decline"),
  INSUFFICIENT_FUNDS(
      "4000000000009995",
      "pm_card_chargeDeclinedInsufficientFunds",
      "card_declined",
      "insufficient_funds"),
  LOST("4000000000009987", "pm_card_chargeDeclinedLostCard", "card_declined", "lost_card"),
  STOLEN("4000000000009979", "pm_card_chargeDeclinedStolenCard", "card_declined", "stolen_card"),
  EXPIRED("4000000000000069", "pm_card_chargeDeclinedExpiredCard", "expired_card", null),
  INCORRECT_CVC("4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", null),
  PROCESSING_ERROR(
      "4000000000000119", "pm_card_chargeDeclinedProcessingError", "processing_error", null);

  /** How a card behaves when it is attached and charged. */
  enum Manner {
    PAYS,
    DECLINES_CHARGES,
    AUTHENTICATES_ONCE,
    AUTHENTICATES_WHEN_PRESENT,
    AUTHENTICATES_ALWAYS,
    DECLINES
  }

  final String number;
  final String magicId;
  final Manner manner;
  final String code;
  final String declineCode;

  TestCard(String number, String magicId, Manner manner) {
    this(number, magicId, manner, "card_declined", "generic_decline");
  }

  TestCard(String number, String magicId, String code, String declineCode) {
    this(number, magicId, Manner.DECLINES, code, declineCode);
  }

  TestCard(String number, String magicId, Manner manner, String code, String declineCode) {
    this.number = number;
    this.magicId = magicId;
    this.manner = manner;
    this.code = code;
    this.declineCode = declineCode;
  }

  public String last4() {
    return number.substring(number.length() - 4);
  }

  String brand() {
    return switch (this) {
      case MASTERCARD -> "mastercard";
      case AMEX -> "amex";
      case DISCOVER -> "discover";
      default -> "visa";
    };
  }

  String funding() {
    return this == VISA_DEBIT ? "debit" : "credit";
  }

  static Optional<TestCard> ofNumber(String number) {
    String digits = number.replaceAll("[ -]", "");
    return Arrays.stream(values()).filter(card -> card.number.equals(digits)).findFirst();
  }

  /** By one of Stripe's ready-made ids, {@code pm_card_…} or {@code tok_…}. */
  static Optional<TestCard> ofMagicId(String id) {
    String wanted = id.startsWith("tok_") ? "pm_card_" + id.substring(4) : id;
    return Arrays.stream(values())
        .filter(
            card ->
                card.magicId.equals(wanted)
                    || card.magicId.replace("_charge", "_visa_charge").equals(wanted))
        .findFirst();
  }

  /** By the last four digits; an unknown card pays. */
  public static TestCard ofLast4(String last4) {
    return Arrays.stream(values())
        .filter(card -> card.last4().equals(last4))
        .findFirst()
        .orElse(VISA);
  }

  String message() {
    if (declineCode == null) {
      return switch (this) {
        case EXPIRED -> "Your card has expired.";
        case INCORRECT_CVC -> "Your card's security code is incorrect.";
        default -> "An error occurred while processing your card. Try again in a little bit.";
      };
    }
    return declineCode.equals("insufficient_funds")
        ? "Your card has insufficient funds."
        : "Your card was declined.";
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT) + " …" + last4();
  }
}
