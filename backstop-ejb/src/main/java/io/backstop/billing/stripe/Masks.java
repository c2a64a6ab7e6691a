package io.backstop.billing.stripe;

import java.util.Optional;

/** Shows whose account it is to the one whose it is, and to nobody else. */
final class Masks {

  private Masks() {}

  /**
   * {@code a••@acme.example}: the first letter, where there are more, always two dots, the domain;
   * empty for what is no mail address.
   */
  static Optional<String> mail(String address) {
    int at = address == null ? -1 : address.lastIndexOf('@');
    if (at < 1 || at == address.length() - 1) {
      return Optional.empty();
    }
    String first =
        address.codePointCount(0, at) > 1 ? Character.toString(address.codePointAt(0)) : "";
    return Optional.of(first + "••" + address.substring(at));
  }
}
