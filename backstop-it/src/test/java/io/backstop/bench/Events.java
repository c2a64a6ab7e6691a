package io.backstop.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deliveries of signed events, made before the clock runs, each of another event. As long as
 * Stripe's are. For one thread.
 */
final class Events {

  private static final String BODY =
      """
      {"id": "evt_bench%012d", "object": "event", "api_version": "2026-07-29.dahlia", "created": %d,
       "type": "product.updated", "livemode": false, "pending_webhooks": 1, "data": {"object":
       {"id": "prod_pro", "object": "product", "name": "Pro", "description": "%s"}}}""";

  private static final String CHANGE =
      """
      {"id": "evt_bench%012d", "object": "event", "api_version": "2026-07-29.dahlia", "created": %d,
       "type": "customer.subscription.updated", "livemode": false, "pending_webhooks": 1, "data":
       {"object": {"id": "sub_%s", "object": "subscription", "customer": "cus_%s", "description":
       "%s"}}}""";

  private static final String DESCRIPTION = "Unlimited projects. ".repeat(120);

  private final URI node;
  private final Mac mac;
  private long made;

  Events(URI node) throws GeneralSecurityException {
    this.node = node;
    mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(Rig.WEBHOOK_SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
  }

  /** Of a kind that asks for nothing to be read: only accepting them is measured. */
  byte[][] signed(int count) {
    long now = Instant.now().getEpochSecond();
    byte[][] requests = new byte[count][];
    for (int i = 0; i < count; i++) {
      requests[i] = request(String.format(BODY, made++, now, DESCRIPTION), now);
    }
    return requests;
  }

  /** Changes of the subscriptions of so many customers, each in turn: each is to be read. */
  byte[][] changes(int count, int customers) {
    long now = Instant.now().getEpochSecond();
    byte[][] requests = new byte[count][];
    for (int i = 0; i < count; i++) {
      String name = Mirror.name(i % customers);
      requests[i] = request(String.format(CHANGE, made++, now, name, name, DESCRIPTION), now);
    }
    return requests;
  }

  private byte[] request(String body, long now) {
    byte[] digest = mac.doFinal((now + "." + body).getBytes(StandardCharsets.US_ASCII));
    String head =
        "POST /api/stripe/webhooks/"
            + Rig.WORKSPACE
            + " HTTP/1.1\r\nHost: "
            + node.getAuthority()
            + "\r\nContent-Type: application/json; charset=utf-8\r\nStripe-Signature: t="
            + now
            + ",v1="
            + HexFormat.of().formatHex(digest)
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }
}
