package io.backstop.link;

import java.net.URI;
import java.time.Instant;

/**
 * What the merchant's page is given: where to send the customer.
 *
 * @param url carries the token; never logged
 */
public record HostedLink(URI url, Instant expiresAt) {

  @Override
  public String toString() {
    return "HostedLink[…, expires " + expiresAt + "]";
  }
}
