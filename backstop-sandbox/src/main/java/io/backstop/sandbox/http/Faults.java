package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.backstop.sandbox.shape.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The faults that a test has ordered for an account. Thread-safe.
 *
 * <ul>
 *   <li>{@code timeout-after-apply}: the request is carried out and, under a key, remembered; the
 *       connection is held for a minute and dropped
 *   <li>{@code timeout-before-apply}: held and dropped the same way, but nothing is carried out
 *   <li>{@code 500}: nothing is carried out; the answer is remembered under the key
 *   <li>{@code 429}: nothing is carried out, nothing is remembered
 *   <li>{@code reset}: nothing is carried out, the connection is closed at once. Mind that the
 *       JDK's HttpURLConnection, which stripe-java uses, then silently sends the request once more,
 *       POST included, unless {@code sun.net.http.retryPost} is false: order two to see one
 *   <li>{@code slow}: the request is at work for a while, then carried out
 * </ul>
 */
public final class Faults {
  private static final Set<String> KINDS =
      Set.of("timeout-after-apply", "timeout-before-apply", "500", "429", "reset", "slow");

  private final List<Ordered> ordered = new ArrayList<>();

  private static final class Ordered {
    private final String match;
    private final Pattern pattern;
    private final Fault fault;
    private int left;

    private Ordered(String match, Fault fault, int left) {
      this.match = match;
      this.pattern = Pattern.compile(Pattern.quote(match).replace("*", "\\E.*\\Q"));
      this.fault = fault;
      this.left = left;
    }
  }

  /**
   * What goes wrong.
   *
   * @param kind one of Stripe's, or rather the network's, ways to fail
   * @param delay for {@code slow}: how long the request is at work
   */
  public record Fault(String kind, Duration delay) {}

  /**
   * Orders {@code {"match": "POST /v1/subscriptions/*", "fault": "…", "times": 1, "delay":
   * "PT1S"}}; a star stands for any run of characters, slashes too.
   *
   * <p>{@code times: 0} withdraws what was ordered for the same match and fault.
   *
   * @throws IllegalArgumentException if it is not of this shape
   */
  public synchronized void order(JsonNode order) {
    String match = Json.text(order, "match");
    String kind = Json.text(order, "fault");
    if (match == null || kind == null || !KINDS.contains(kind)) {
      throw new IllegalArgumentException("a fault has a match, and a fault of " + KINDS);
    }
    String delay = Json.text(order, "delay");
    int times = Math.toIntExact(Json.isSet(order, "times") ? Json.number(order, "times") : 1);
    Duration pause = delay == null ? Duration.ofSeconds(1) : Duration.parse(delay);
    if (times == 0) {
      ordered.removeIf(each -> each.match.equals(match) && each.fault.kind().equals(kind));
    } else {
      ordered.add(new Ordered(match, new Fault(kind, pause), times));
    }
  }

  /** Uses up the first fault that fits the request. */
  synchronized Optional<Fault> take(String method, String path) {
    for (Ordered each : ordered) {
      if (each.left > 0 && each.pattern.matcher(method + " " + path).matches()) {
        each.left--;
        return Optional.of(each.fault);
      }
    }
    return Optional.empty();
  }

  /** What is left to happen. */
  public synchronized ArrayNode left() {
    ArrayNode left = Json.array();
    ordered.stream()
        .filter(each -> each.left > 0)
        .forEach(
            each ->
                left.add(
                    Json.object(
                        "match", each.match, "fault", each.fault.kind(), "times", each.left)));
    return left;
  }

  public synchronized void clear() {
    ordered.clear();
  }
}
