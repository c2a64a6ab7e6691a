package io.backstop.flow.cancel;

import java.util.Locale;

/**
 * What can be wrong with a flow's document. Each has a sentence for engineers and logs; the
 * dashboard says it in the reader's words.
 */
public enum FlowFault {
  /** Argument: the most bytes. */
  TOO_LARGE("at most %s bytes are read"),
  NOT_ONE_OBJECT("one JSON object is expected"),
  /** Arguments: line, column. */
  NOT_JSON("this is not JSON (line %s, column %s)"),
  /** Arguments: line, column. */
  MEMBER_TWICE("a member is given twice (line %s, column %s)"),
  /** Argument: the member's name. */
  MEMBER_UNKNOWN("unknown member \"%s\""),
  /** Argument: the member's name. */
  MISSING("\"%s\" is missing"),
  NO_OBJECT("an object is expected"),
  NO_ARRAY("an array is expected"),
  NO_STRING("a string is expected"),
  NO_FLAG("true or false is expected"),
  /** Arguments: from, to; both included. */
  NUMBER("a whole number from %s to %s is expected"),
  ID("an id has 1 to 40 lowercase letters, digits, _ or -"),
  /** Argument: the most characters. */
  TEXT_LENGTH("a text has 1 to %s characters"),
  TEXT_CONTROL("a text has no control characters"),
  /** Argument: what stands for a language. */
  LANGUAGE("\"%s\" is not a two-letter language"),
  /** Argument: what stands for a step. */
  STEP_UNKNOWN("no step \"%s\""),
  STEP_ORDER("steps come once each, in the order survey, stories, offers, confirm"),
  STEP_LAST("the last step must be \"confirm\", so that cancellation is reached"),
  SURVEY_REQUIRED("nobody has to give a reason to leave: a survey is optional"),
  /** Argument: the most reasons. */
  REASON_COUNT("1 to %s reasons are expected"),
  REASON_ID("another reason has this id"),
  REASON_LAST("the last reason must be \"other\", with \"comment\": true"),
  /** Argument: what stands for a feedback. */
  FEEDBACK("Stripe has no feedback \"%s\""),
  STORY_ID("another story has this id"),
  /** Argument: the id that no story has. */
  STORY_UNKNOWN("no story \"%s\""),
  STORY_TWICE("this story comes twice"),
  /** Argument: the most stories. */
  STORY_COUNT("at most %s stories"),
  OFFER_TYPE(
      "discount, pause, downgrade, gift, call, trial_extension or annual_upsell is expected"),
  OFFER_ID("another offer has this id"),
  /** Argument: the id that no offer has. */
  OFFER_UNKNOWN("no offer \"%s\""),
  /** Argument: the offer's id. */
  OFFER_TWICE("offer \"%s\" comes twice"),
  /** Argument: the most offers. */
  OFFER_COUNT("at most %s offers, chains included"),
  /** Argument: the offer's id. */
  OFFER_LOOP("the chain comes back to \"%s\" and never ends"),
  /** Argument: the most variants. */
  VARIANT_COUNT("1 to %s variants are expected"),
  VARIANT_NESTED("a variant has no variants of its own"),
  /** Argument: the variant's id. */
  VARIANT_TWICE("variant \"%s\" comes twice"),
  /** Argument: the offer's id. */
  VARIANT_AND_OFFER("offer \"%s\" comes by itself and as a variant"),
  PRICE("the id of a Stripe price is expected"),
  URL("this is not a URL"),
  URL_HTTPS("an https URL with a host and without user info is expected");

  private final String sentence;

  FlowFault(String sentence) {
    this.sentence = sentence;
  }

  /** For example {@code step_last}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  String sentence(Object... arguments) {
    return sentence.formatted(arguments);
  }
}
