package io.backstop.it;

/** A cancel flow with stories, and one reason for each type of offer. */
final class EveryOffer {

  /** The offers' types; a reason of the same name leads to each. */
  static final String[] TYPES = {
    "discount", "pause", "downgrade", "gift", "trial_extension", "call", "annual_upsell"
  };

  /** The value of {@code cancel.flow}. */
  static final String FLOW =
      """
      {"version": 1, "name": "Every offer",
       "steps": ["survey", "stories", "offers", "confirm"],
       "reasons": [
         %s
         {"id": "told", "label": {"en": "I am not sure it is for me"}, "feedback": "unused",
          "stories": ["amara", "jon"], "offers": ["call"]},
         {"id": "other", "label": {"en": "Something else", "de": "Etwas anderes"},
          "feedback": "other", "comment": true}],
       "stories": [
         {"id": "amara", "quote": {"en": "I came for one report and stayed for the rest."},
          "author": "Amara, three years with us"},
         {"id": "jon", "quote": {"en": "Two of us do now what took five."}, "author": "Jon"}],
       "offers": [
         {"id": "discount", "type": "discount", "percent": 25, "months": 3},
         {"id": "pause", "type": "pause", "months": 2},
         {"id": "downgrade", "type": "downgrade", "price": "price_starter_monthly",
          "plan_name": {"en": "Starter"}},
         {"id": "gift", "type": "gift", "months": 1},
         {"id": "trial_extension", "type": "trial_extension", "days": 14},
         {"id": "call", "type": "call", "url": "https://talk.example.test/acme"},
         {"id": "annual_upsell", "type": "annual_upsell", "price": "price_pro_yearly",
          "plan_name": {"en": "Pro, yearly"}}]}
      """
          .formatted(reasons());

  static final String CARD = "\"invoice_settings\": {\"default_payment_method\": \"pm_card_visa\"}";

  private EveryOffer() {}

  private static String reasons() {
    StringBuilder reasons = new StringBuilder();
    for (String type : TYPES) {
      reasons.append(
          """
          {"id": "%s", "label": {"en": "I would like: %s"}, "feedback": "unused", "offers": ["%s"]},
          """
              .formatted(type, type.replace('_', ' '), type));
    }
    return reasons.toString();
  }

  /** A customer with a good card and a subscription of his own, in trial or not. */
  static String customer(String name, boolean trialing) {
    String objects =
        Customers.MONTHLY
            .replace("\"Ada Lovelace\"", "\"Ada Lovelace\", " + CARD)
            .replace("cus_ada", "cus_" + name)
            .replace("sub_ada", "sub_" + name);
    return trialing ? objects.replace("\"active\"", "\"trialing\"") : objects;
  }
}
