package io.backstop.billing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes {@code application/x-www-form-urlencoded} text in the order of the calls. Names are
 * Backstop's own and are written as they are (brackets stay readable, as Stripe's own clients write
 * them); values are encoded. Not thread safe.
 */
final class Form {

  private final StringBuilder text = new StringBuilder();

  Form with(String name, String value) {
    if (!text.isEmpty()) {
      text.append('&');
    }
    text.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    return this;
  }

  Form with(String name, long value) {
    return with(name, Long.toString(value));
  }

  Form with(String name, boolean value) {
    return with(name, Boolean.toString(value));
  }

  /** Epoch seconds, as Stripe counts. */
  Form with(String name, Instant value) {
    return with(name, value.getEpochSecond());
  }

  /** Asks for the answer to be as telling as a read. */
  Form expanded() {
    for (int i = 0; i < BillingGateway.EXPANSIONS.size(); i++) {
      with("expand[" + i + "]", BillingGateway.EXPANSIONS.get(i));
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
