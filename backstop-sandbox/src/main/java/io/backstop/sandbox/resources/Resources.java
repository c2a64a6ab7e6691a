package io.backstop.sandbox.resources;

import io.backstop.sandbox.http.Routes;

/** All that the sandbox answers under /v1. */
public final class Resources {
  private Resources() {}

  public static Routes routes() {
    Routes routes = new Routes();
    CustomerResource.register(routes);
    CatalogResource.register(routes);
    CouponResource.register(routes);
    PaymentMethodResource.register(routes);
    PaymentIntentResource.register(routes);
    SetupIntentResource.register(routes);
    SubscriptionResource.register(routes);
    SubscriptionItemResource.register(routes);
    InvoiceResource.register(routes);
    InvoiceItemResource.register(routes);
    ScheduleResource.register(routes);
    RecordsResource.register(routes);
    WebhookEndpointResource.register(routes);
    return routes;
  }
}
