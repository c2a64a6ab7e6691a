package io.backstop.web.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.backstop.workspace.LayeredConfig;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one token, or one session, may call: {@code api.calls-per-minute} of the workspace, 60
 * by default. Counted on each node by itself, as embed calls are.
 */
@ApplicationScoped
class ApiLimits {

  private static final long A_MINUTE = 60;
  private static final long BY_DEFAULT = 60;

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(Duration.ofMinutes(5)).build();
  private final LayeredConfig config;
  private final Clock clock;

  /** For CDI's proxy only. */
  ApiLimits() {
    this(null, null);
  }

  @Inject
  ApiLimits(LayeredConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * @param resetAt when all calls are there again, in seconds of the epoch
   * @param waitSeconds until there is one, when it was not admitted
   */
  record Count(boolean admitted, long limit, long remaining, long resetAt, long waitSeconds) {

    /** What an answer of {@code status} says of it. */
    Map<String, String> headers(int status) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("X-RateLimit-Limit", Long.toString(limit));
      headers.put("X-RateLimit-Remaining", Long.toString(remaining));
      headers.put("X-RateLimit-Reset", Long.toString(resetAt));
      if (status == 429) {
        headers.put("Retry-After", Long.toString(waitSeconds));
      }
      return headers;
    }
  }

  Count count(ApiCaller caller) {
    long limit =
        config
            .of(caller.workspace().slug(), "api.calls-per-minute")
            .filter(text -> text.matches("[1-9][0-9]{0,5}"))
            .map(Long::parseLong)
            .orElse(BY_DEFAULT);
    ConsumptionProbe probe =
        buckets
            .get(caller.key() + "/" + limit, key -> bucket(limit))
            .tryConsumeAndReturnRemaining(1);
    return new Count(
        probe.isConsumed(),
        limit,
        probe.getRemainingTokens(),
        clock.instant().getEpochSecond() + upwards(probe.getNanosToWaitForReset()),
        Math.max(1, upwards(probe.getNanosToWaitForRefill())));
  }

  private Bucket bucket(long limit) {
    return Bucket.builder()
        .withCustomTimePrecision(new ClockMeter(clock))
        .addLimit(each -> each.capacity(limit).refillGreedy(limit, Duration.ofSeconds(A_MINUTE)))
        .build();
  }

  private static long upwards(long nanos) {
    return (nanos + 999_999_999) / 1_000_000_000;
  }

  /** Tells one token from the next and tells nothing of it. */
  static String keyOf(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The injected clock, as the buckets ask for it. */
  private record ClockMeter(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
