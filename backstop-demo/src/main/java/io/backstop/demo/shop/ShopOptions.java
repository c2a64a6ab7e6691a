package io.backstop.demo.shop;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * What the shop needs to know.
 *
 * @param port where it listens on 127.0.0.1; 0 = any free port
 * @param backstop where Backstop is, without a slash at the end
 * @param workspace the merchant's slug
 * @param embedSecret the workspace's embed secret
 * @param stripe where the shop reads its own subscriptions; empty = it shows what was signed up for
 * @param clock what signatures are dated by
 */
public record ShopOptions(
    int port,
    URI backstop,
    String workspace,
    String embedSecret,
    Optional<StripeAccess> stripe,
    Clock clock) {

  /**
   * @param apiBase Stripe's address, or a sandbox's
   * @param secretKey the account's secret key
   */
  public record StripeAccess(URI apiBase, String secretKey) {
    /** Without the key. */
    @Override
    public String toString() {
      return "Stripe at " + apiBase;
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "shop of " + workspace + " for " + backstop;
  }
}
