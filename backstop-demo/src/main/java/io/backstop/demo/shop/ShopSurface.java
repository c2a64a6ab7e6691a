package io.backstop.demo.shop;

import java.util.Arrays;
import java.util.Optional;

/** What Backstop can open, as the shop's page and Backstop's endpoints name it. */
enum ShopSurface {
  CANCEL("cancel"),
  PORTAL("portal"),
  PAYMENT_WALL("payment-wall");

  private final String wireName;

  ShopSurface(String wireName) {
    this.wireName = wireName;
  }

  /** The surface of {@code ?surface=}; empty for anything else. */
  static Optional<ShopSurface> of(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName.equals(wireName)).findFirst();
  }

  /** The last segment of the endpoint's path. */
  String wireName() {
    return wireName;
  }
}
