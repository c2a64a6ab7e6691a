package io.backstop.web.dashboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;

/**
 * How often somebody may guess: ten times for a mail address and thirty for a network address, each
 * refilled over a quarter of an hour. Addresses that nobody has are counted like any. Each try
 * counts, also while others are being compared, and is given back when it was right. Counted on
 * each node by itself, as {@code CallLimits} are.
 */
@ApplicationScoped
class SignInLimits {

  private static final int FOR_A_MAIL_ADDRESS = 10;
  private static final int FOR_A_NETWORK_ADDRESS = 30;
  private static final Duration REFILL = Duration.ofMinutes(15);
  private static final int REMEMBERED = 100_000;

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(REFILL).build();
  private final TimeMeter time;

  SignInLimits() {
    this(TimeMeter.SYSTEM_MILLISECONDS);
  }

  SignInLimits(TimeMeter time) {
    this.time = time;
  }

  /** Counts a try; false when there was none left. */
  boolean admits(String mail, String address) {
    return of(mail).tryConsume(1) & from(address).tryConsume(1);
  }

  /** Gives a try back that was right. */
  void forgive(String mail, String address) {
    of(mail).addTokens(1);
    from(address).addTokens(1);
  }

  private Bucket of(String mail) {
    return bucket("mail " + mail.strip().toLowerCase(Locale.ROOT), FOR_A_MAIL_ADDRESS);
  }

  private Bucket from(String address) {
    return bucket("from " + address, FOR_A_NETWORK_ADDRESS);
  }

  private Bucket bucket(String key, int tries) {
    return buckets.get(
        key,
        k ->
            Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(tries).refillGreedy(tries, REFILL))
                .build());
  }
}
