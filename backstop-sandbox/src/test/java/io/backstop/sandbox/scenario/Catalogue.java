package io.backstop.sandbox.scenario;

/** Fixtures that the scenarios share; prices in US dollars. */
final class Catalogue {
  static final String PRICES =
      """
      {'object': 'product', 'id': 'prod_pro', 'name': 'Pro'},
      {'object': 'price', 'id': 'price_pro', 'product': 'prod_pro', 'unit_amount': 4900,
       'currency': 'usd', 'recurring': {'interval': 'month'}},
      {'object': 'price', 'id': 'price_team', 'product': 'prod_pro', 'unit_amount': 9900,
       'currency': 'usd', 'recurring': {'interval': 'month'}},
      {'object': 'price', 'id': 'price_yearly', 'product': 'prod_pro', 'unit_amount': 49000,
       'currency': 'usd', 'recurring': {'interval': 'year'}},
      {'object': 'coupon', 'id': 'half', 'percent_off': 50, 'duration': 'forever'},
      {'object': 'coupon', 'id': 'quarter_twice', 'percent_off': 25, 'duration': 'repeating',
       'duration_in_months': 2},
      {'object': 'coupon', 'id': 'ten_once', 'amount_off': 1000, 'currency': 'usd',
       'duration': 'once'}
      """;

  private Catalogue() {}

  /** The prices, and a customer with a card. */
  static String customer(String card) {
    return PRICES
        + """
        ,{'object': 'customer', 'id': 'cus_one', 'email': 'one@acme.example',
          'invoice_settings': {'default_payment_method': '%s'}}
        """
            .formatted(card);
  }

  /** The same, and a subscription at $49 whose period began just now. */
  static String subscribed(String card) {
    return customer(card)
        + """
        ,{'object': 'subscription', 'id': 'sub_one', 'customer': 'cus_one', 'status': 'active',
          'items': [{'id': 'si_one', 'price': 'price_pro'}]}
        """;
  }
}
