package io.backstop.calls;

import io.backstop.kernel.Refusal;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes down what the {@link CallBook} of its node has. Every node runs one; what they write adds
 * up. When the database does not answer, the counts wait in memory. A node that ends takes up to
 * its last two seconds with it.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CallScribe {

  private static final Logger LOG = Logger.getLogger(CallScribe.class.getName());

  /** One statement's worth: with a full list each, 4,000 rows. */
  private static final int AT_A_TIME = 40;

  /** How long counts and the last uses of secrets are kept. */
  static final Duration KEPT = Duration.ofDays(90);

  private final CallBook book;
  private final CallTable table;
  private final Clock clock;

  /** For the container's proxy. */
  public CallScribe() {
    this(null, null, null);
  }

  @Inject
  CallScribe(CallBook book, CallTable table, Clock clock) {
    this.book = book;
    this.table = table;
    this.clock = clock;
  }

  /** Writes down what has come in. */
  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  public void write() {
    try {
      book.handOver(AT_A_TIME, taken -> table.write(taken, clock.instant()));
    } catch (Refusal unanswered) {
      LOG.log(Level.WARNING, "Calls are not counted down yet: {0}", unanswered.getMessage());
    }
  }

  /** Takes away what is older than anybody asks for. */
  @Schedule(hour = "3", minute = "40", second = "0", persistent = false)
  public void sweep() {
    table.forget(clock.instant().minus(KEPT));
  }
}
