package io.backstop.sandbox.account;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the account's events go.
 *
 * @param id of the webhook endpoint that it belongs to
 * @param uri the receiver's address
 * @param secret signs each delivery, whole, with its whsec_ prefix; never shown again
 * @param delay how long each event waits before its first delivery
 * @param events the types that go there; {@code *} is any
 * @param toLose how many deliveries get lost on the way, from now on
 */
public record Destination(
    String id, URI uri, String secret, Duration delay, List<String> events, AtomicInteger toLose) {
  /** A destination for every event, without delay. */
  public static Destination of(URI uri, String secret) {
    return new Destination(
        "we_sandbox", uri, secret, Duration.ZERO, List.of("*"), new AtomicInteger());
  }

  public boolean wants(String eventType) {
    return events.contains("*") || events.contains(eventType);
  }

  /** Whether the next delivery gets lost; counts it. */
  public boolean losesNext() {
    return toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  @Override
  public String toString() {
    return "Destination[" + id + ", " + uri + "]";
  }
}
