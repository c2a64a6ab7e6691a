package io.backstop.it;

/** Customers for tests, as fixtures in Stripe's shape. */
final class Customers {

  /**
   * One customer, one active subscription of $49 a month that began three days ago, a good card.
   */
  static final String MONTHLY =
      """
      [{"object": "product", "id": "prod_pro", "name": "Pro"},
       {"object": "price", "id": "price_pro_monthly", "product": "prod_pro", "currency": "usd",
        "unit_amount": 4900, "recurring": {"interval": "month", "interval_count": 1}},
       {"object": "price", "id": "price_starter_monthly", "product": "prod_pro", "currency": "usd",
        "unit_amount": 1900, "recurring": {"interval": "month", "interval_count": 1}},
       {"object": "price", "id": "price_pro_yearly", "product": "prod_pro", "currency": "usd",
        "unit_amount": 49000, "recurring": {"interval": "year", "interval_count": 1}},
       {"object": "customer", "id": "cus_ada", "email": "ada@acme.example", "name": "Ada Lovelace"},
       {"object": "subscription", "id": "sub_ada", "customer": "cus_ada", "status": "active",
        "items": [{"price": "price_pro_monthly"}]}]
      """;

  /** Ada as Acme's shop knows her. */
  static final String ADA_OF_ACME =
      MONTHLY.replace("cus_ada", "cus_demo_ada").replace("sub_ada", "sub_demo_ada");

  private Customers() {}
}
