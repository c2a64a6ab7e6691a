package io.backstop.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests with signed bundles, made before the clock runs. No bundle is ever made twice: each
 * round through the customers is dated a second later than the one before it, or later than that.
 * It is good for 300 seconds from when it was made. For one thread.
 */
final class Bundles {

  /** How far ahead of now a round may be dated, in seconds; 300 would be the window's edge. */
  private static final long REACH = 250;

  /** Neither even nor a multiple of five: steps through every power of ten in no visible order. */
  private static final long STRIDE = 61_803;

  private final URI node;
  private final String surface;
  private final int customers;
  private final Mac mac;
  private long made;
  private long timestamp;

  /**
   * @param customers how many of the known customers take part, the first so many
   */
  Bundles(URI node, String surface, String secret, int customers) throws GeneralSecurityException {
    this.node = node;
    this.surface = surface;
    this.customers = customers;
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
  }

  /** So many whole HTTP requests that are to be accepted. */
  byte[][] signed(int count) {
    return requests(count, true);
  }

  /** The same with a signature that is wrong in its last digit. */
  byte[][] missigned(int count) {
    return requests(count, false);
  }

  /** The link that one more call is given. */
  URI link(HttpClient http) throws IOException, InterruptedException {
    String request = new String(signed(1)[0], StandardCharsets.US_ASCII);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(node.resolve("/api/embed/" + surface))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        request.substring(request.indexOf("\r\n\r\n") + 4)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(surface + ": " + answer.statusCode());
    }
    return URI.create(new ObjectMapper().readTree(answer.body()).path("url").asText());
  }

  private byte[][] requests(int count, boolean good) {
    byte[][] requests = new byte[count][];
    for (int i = 0; i < count; i++) {
      if (made % customers == 0) {
        nextRound();
      }
      requests[i] = request(made++ * STRIDE % customers, good);
    }
    return requests;
  }

  private void nextRound() {
    long now = Instant.now().getEpochSecond();
    timestamp = Math.max(timestamp + 1, now);
    if (timestamp > now + REACH) {
      throw new IllegalStateException("The window has no second left for another round");
    }
  }

  private byte[] request(long number, boolean good) {
    String customer = "cus_" + Mirror.name(number);
    String subscription = "sub_" + Mirror.name(number);
    boolean cancel = surface.equals("cancel");
    String text = customer + "\n" + (cancel ? subscription + "\n" : "") + timestamp;
    String signature =
        HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    String body =
        "{\"workspace\":\""
            + Rig.WORKSPACE
            + "\",\"customer\":\""
            + customer
            + (cancel ? "\",\"subscription\":\"" + subscription : "")
            + "\",\"timestamp\":"
            + timestamp
            + ",\"signature\":\""
            + (good ? signature : spoilt(signature))
            + "\"}";
    String head =
        "POST /api/embed/"
            + surface
            + " HTTP/1.1\r\nHost: "
            + node.getAuthority()
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  private static String spoilt(String signature) {
    int last = signature.length() - 1;
    return signature.substring(0, last) + (signature.charAt(last) == '0' ? '1' : '0');
  }
}
