package io.backstop.web.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.workspace.Workspace;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * How often one may call: each workspace so many a second with bursts of four times that, each
 * client address so many refusals a minute. Counted on each node by itself: a shared count would
 * cost a write a call, and n nodes allow at most n times as much (docs/guide/operate.md).
 *
 * <p>An address that has used up its refusals is told 429 instead of what is wrong, and its
 * unsigned calls stop before anything is looked up; its good signed calls still pass, since the
 * customers behind one address are not each other's keepers.
 */
@ApplicationScoped
public class CallLimits {

  /** Beyond so many remembered addresses or workspaces the least recent are forgotten. */
  private static final int REMEMBERED = 100_000;

  private record Calls(int perSecond, Bucket bucket) {}

  private final Cache<String, Calls> calls =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(Duration.ofMinutes(5))
          .build();
  private final Cache<String, Bucket> refusals =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(Duration.ofMinutes(5))
          .build();
  private final TimeMeter time;
  private final Bucket lines;

  CallLimits() {
    this(TimeMeter.SYSTEM_MILLISECONDS);
  }

  CallLimits(TimeMeter time) {
    this.time = time;
    this.lines =
        Bucket.builder()
            .withCustomTimePrecision(time)
            .addLimit(limit -> limit.capacity(200).refillGreedy(10, Duration.ofSeconds(1)))
            .build();
  }

  /**
   * @throws Refusal RATE_LIMIT_EXCEEDED when the workspace's calls are used up
   */
  public void countCall(Workspace workspace) {
    int perSecond = workspace.embed().callsPerSecond();
    Calls known = calls.get(workspace.slug().value(), slug -> newCalls(perSecond));
    if (known.perSecond != perSecond) {
      known = newCalls(perSecond);
      calls.put(workspace.slug().value(), known);
    }
    if (!known.bucket.tryConsume(1)) {
      throw new Refusal(RefusalCode.RATE_LIMIT_EXCEEDED, "the workspace's calls per second");
    }
  }

  private Calls newCalls(int perSecond) {
    return new Calls(
        perSecond,
        Bucket.builder()
            .withCustomTimePrecision(time)
            .addLimit(
                limit ->
                    limit.capacity(4L * perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
            .build());
  }

  /** Counts a refusal; false when the address had none left. */
  public boolean countRefusal(String address, int perMinute) {
    return bucket(address, perMinute).tryConsume(1);
  }

  /**
   * Whether one more call that was told 429 is written into the log, where its number can be looked
   * up: not when so many are that they would fill it.
   */
  public boolean isWorthALine() {
    return lines.tryConsume(1);
  }

  /** Whether the address may still be told what is wrong. */
  public boolean mayBeRefused(String address, int perMinute) {
    Bucket known = refusals.getIfPresent(address + "/" + perMinute);
    return known == null || known.getAvailableTokens() > 0;
  }

  private Bucket bucket(String address, int perMinute) {
    return refusals.get(
        address + "/" + perMinute,
        key ->
            Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(
                    limit ->
                        limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build());
  }
}
