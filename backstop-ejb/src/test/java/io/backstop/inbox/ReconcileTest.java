package io.backstop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Refusal;
import io.backstop.store.Together;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Once a day everybody who is known is read. */
class ReconcileTest {

  private final Bench bench = new Bench();

  @BeforeEach
  void threeAreKnown() {
    bench.knows("cus_b", "2026-11-22T00:00:00Z");
    bench.knows("cus_c", "2026-11-23T00:00:00Z");
    bench.knows("cus_a", null);
  }

  @Test
  void whoWasReadLongestAgoIsReadFirst() {
    bench.reconcile.run(bench.acme);
    for (int i = 0; i < 3; i++) {
      bench.work();
      assertThat(bench.mirror.read).hasSize(i + 1);
      bench.clock.pass(Reconcile.PACE);
    }
    assertThat(bench.mirror.read).containsExactly("cus_a", "cus_b", "cus_c");
    assertThat(bench.asked()).isZero();
  }

  @Test
  void eventsGoFirst() {
    bench.reconcile.run(bench.acme);
    bench.clock.pass(Duration.ofMinutes(1));
    bench.tell("evt_1", "invoice.paid", "cus_new");
    bench.tell("evt_2", "invoice.paid", "cus_c");
    bench.work();

    assertThat(bench.mirror.read).startsWith("cus_c", "cus_new").hasSize(4);
    assertThat(bench.state("evt_2")).isEqualTo("settled");
  }

  @Test
  void oneOfManyNodesBeginsIt() {
    bench.clock.pass(Duration.ofDays(1));
    Together.run(
        6,
        i ->
            () -> {
              bench.reconcile.night();
              return i;
            });
    assertThat(bench.asked()).isEqualTo(3);
    bench.clock.pass(Duration.ofHours(1));
    bench.work();
    assertThat(bench.mirror.read).hasSize(3);

    bench.reconcile.night();
    assertThat(bench.asked()).as("once a night").isZero();
  }

  @Test
  void itIsDueAtThreeAndMadeUpForAfterwards() {
    bench.reconcile.night();
    assertThat(bench.asked()).as("there was none yet").isEqualTo(3);
    bench.database.update("DELETE FROM stripe_refresh");

    passTo("2026-11-24T02:59:00Z");
    bench.reconcile.night();
    assertThat(bench.asked()).isZero();
    passTo("2026-11-24T03:01:00Z");
    bench.reconcile.night();
    assertThat(bench.asked()).isEqualTo(3);
    bench.database.update("DELETE FROM stripe_refresh");

    passTo("2026-11-26T17:00:00Z");
    bench.reconcile.night();
    assertThat(bench.asked()).isEqualTo(3);
  }

  private void passTo(String moment) {
    bench.clock.pass(Duration.between(bench.clock.instant(), Instant.parse(moment)));
  }

  @Test
  void whatWasBegunAndNotAskedForIsBegunAgain() {
    bench.database.update(
        "ALTER TABLE stripe_refresh ADD CONSTRAINT no_night CHECK (priority = 0)");
    assertThatExceptionOfType(Refusal.class).isThrownBy(bench.reconcile::night);

    bench.database.update("ALTER TABLE stripe_refresh DROP CONSTRAINT no_night");
    bench.clock.pass(Duration.ofMinutes(5));
    bench.reconcile.night();

    assertThat(bench.asked()).isEqualTo(3);
  }

  @Test
  void oneThatIsAskedForByHandIsBegunWheneverTheLastOneWas() {
    bench.reconcile.night();
    bench.database.update("DELETE FROM stripe_refresh");

    bench.reconcile.run(bench.acme);

    assertThat(bench.asked()).isEqualTo(3);
  }

  @Test
  void theDeletedAreLeftOut() {
    bench.database.update("UPDATE stripe_customer SET deleted = true WHERE customer_id = 'cus_a'");
    bench.reconcile.run(bench.acme);

    assertThat(bench.asked()).isEqualTo(2);
  }

  @Test
  void oldEventsAreRemovedAndWhatWaitsIsNot() {
    bench.tell("evt_waits", "invoice.paid", "cus_1");
    bench.database.update("UPDATE stripe_refresh SET due_at = 'infinity'");
    bench.tell("evt_done", "price.updated", null);
    bench.clock.pass(Duration.ofDays(59));
    bench.reconcile.night();
    assertThat(bench.events()).isEqualTo(2);

    bench.clock.pass(Duration.ofDays(2));
    bench.reconcile.night();
    assertThat(bench.events()).isEqualTo(1);
    assertThat(bench.state("evt_waits")).isEqualTo("pending");
  }
}
