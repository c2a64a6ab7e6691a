package io.backstop.sandbox;

import io.backstop.sandbox.account.Destination;
import io.backstop.sandbox.http.ExchangeListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a sandbox is started. Immutable; each {@code with} gives another one.
 *
 * @param port 0 for a free one; only the loopback interface is bound
 * @param defaultKey secret key of the account that /_sandbox means without an Authorization header
 * @param seeded whether that account starts, and is reset, with the demo's data
 * @param destinations where events go, by secret key
 * @param retryPauses before each new delivery of an event that was not taken
 * @param time the machine's clock
 * @param listener sees every exchange
 */
public record SandboxOptions(
    int port,
    String defaultKey,
    boolean seeded,
    Map<String, Destination> destinations,
    List<Duration> retryPauses,
    InstantSource time,
    ExchangeListener listener) {
  /** The demo's secret key; public, and good for nothing but a sandbox. */
  public static final String DEMO_KEY = "sk_test_demo_acme";

  public SandboxOptions {
    destinations = Map.copyOf(destinations);
    retryPauses = List.copyOf(retryPauses);
  }

  /** A free port, the demo's key, no data, no destination. */
  public static SandboxOptions empty() {
    return new SandboxOptions(
        0,
        DEMO_KEY,
        false,
        Map.of(),
        List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(25),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10)),
        InstantSource.system(),
        ExchangeListener.NONE);
  }

  /** The same with the demo's data in the default account. */
  public static SandboxOptions demo() {
    SandboxOptions empty = empty();
    return new SandboxOptions(
        0, DEMO_KEY, true, Map.of(), empty.retryPauses, empty.time, empty.listener);
  }

  public SandboxOptions withPort(int other) {
    return new SandboxOptions(other, defaultKey, seeded, destinations, retryPauses, time, listener);
  }

  public SandboxOptions withDefaultKey(String key) {
    return new SandboxOptions(port, key, seeded, destinations, retryPauses, time, listener);
  }

  /** Sends the events of the key's account to a destination. */
  public SandboxOptions withDestination(String key, Destination destination) {
    Map<String, Destination> more = new HashMap<>(destinations);
    more.put(key, destination);
    return new SandboxOptions(port, defaultKey, seeded, more, retryPauses, time, listener);
  }

  public SandboxOptions withRetryPauses(List<Duration> pauses) {
    return new SandboxOptions(port, defaultKey, seeded, destinations, pauses, time, listener);
  }

  public SandboxOptions withTime(InstantSource other) {
    return new SandboxOptions(port, defaultKey, seeded, destinations, retryPauses, other, listener);
  }

  public SandboxOptions withListener(ExchangeListener other) {
    return new SandboxOptions(port, defaultKey, seeded, destinations, retryPauses, time, other);
  }
}
