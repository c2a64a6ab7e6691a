package io.backstop.demo.shop;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A request, as far as the shop cares.
 *
 * @param query the URL's parameters
 * @param cookies the Cookie header; empty if there was none
 */
record ShopRequest(Map<String, String> query, String cookies) {
  static final String SIGNED_IN = "acme_signed_in";

  /** Whoever {@code ?as=} names, else whoever the browser was signed in as, else Ada. */
  Customer customer() {
    return Customer.of(query.getOrDefault("as", "")).or(this::signedIn).orElse(Customer.ADA);
  }

  /** What {@code ?surface=} names, else the cancel flow. */
  ShopSurface surface() {
    return ShopSurface.of(query.getOrDefault("surface", "")).orElse(ShopSurface.CANCEL);
  }

  private Optional<Customer> signedIn() {
    return Arrays.stream(cookies.split(";"))
        .map(String::strip)
        .filter(cookie -> cookie.startsWith(SIGNED_IN + "="))
        .findFirst()
        .flatMap(cookie -> Customer.of(cookie.substring(SIGNED_IN.length() + 1)));
  }
}
