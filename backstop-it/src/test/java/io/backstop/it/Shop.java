package io.backstop.it;

import io.backstop.demo.shop.AcmeShop;
import io.backstop.demo.shop.ShopOptions;
import io.backstop.demo.shop.ShopOptions.StripeAccess;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Acme's shop for a merchant, on another site than Backstop: localhost, not 127.0.0.1. */
final class Shop implements AutoCloseable {

  private final AcmeShop shop;

  private Shop(AcmeShop shop) {
    this.shop = shop;
  }

  static Shop of(Merchant merchant, URI backstop, URI stripe) throws IOException {
    return new Shop(
        AcmeShop.start(
            new ShopOptions(
                0,
                backstop,
                merchant.slug(),
                merchant.secret(),
                Optional.of(new StripeAccess(stripe, merchant.stripeKey())),
                Clock.systemUTC())));
  }

  String accountOf(String customer) {
    return shop.uri() + "/?as=" + customer;
  }

  @Override
  public void close() {
    shop.close();
  }
}
