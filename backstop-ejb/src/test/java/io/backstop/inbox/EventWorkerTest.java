package io.backstop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingUnavailable;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.store.Together;
import io.backstop.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Whom events name is read, once for all of them, and nobody holds up the others. */
class EventWorkerTest {

  private final Bench bench = new Bench();

  @Test
  void oneReadingSettlesAllEventsOfACustomer() {
    for (int i = 0; i < 20; i++) {
      bench.tell("evt_" + i, "invoice.updated", i % 2 == 0 ? "cus_a" : "cus_b");
    }
    bench.work();

    assertThat(bench.mirror.read).containsExactlyInAnyOrder("cus_a", "cus_b");
    assertThat(bench.database.text("SELECT count(*) FROM stripe_event WHERE state = 'settled'"))
        .isEqualTo("20");
    assertThat(bench.asked()).isZero();
  }

  @Test
  void anEventThatArrivesDuringAReadingIsNotSettledByIt() {
    AtomicBoolean first = new AtomicBoolean(true);
    bench.mirror.during =
        (workspace, customer) -> {
          if (first.getAndSet(false)) {
            bench.tell("evt_2", "invoice.paid", "cus_1");
          }
        };
    bench.tell("evt_1", "invoice.payment_failed", "cus_1");

    assertThat(bench.worker.workOne()).isTrue();
    assertThat(bench.state("evt_1")).isEqualTo("settled");
    assertThat(bench.state("evt_2")).isEqualTo("pending");
    bench.work();
    assertThat(bench.state("evt_2")).isEqualTo("settled");
    assertThat(bench.mirror.read).hasSize(2);
  }

  /** It has raised the row's version or is about to: the reading that begins now sees it all. */
  @Test
  void anEventThatArrivesWhileItsCustomerIsTakenIsSettledByTheReading() {
    AtomicBoolean first = new AtomicBoolean(true);
    bench.tell("evt_1", "invoice.payment_failed", "cus_1");
    EventWorker worker =
        bench.newWorker(
            sql -> {
              if (sql.contains("FOR UPDATE SKIP LOCKED") && first.getAndSet(false)) {
                bench.tell("evt_2", "invoice.paid", "cus_1");
              }
            });

    assertThat(worker.workOne()).isTrue();

    assertThat(bench.state("evt_1")).isEqualTo("settled");
    assertThat(bench.state("evt_2")).isEqualTo("settled");
    bench.work();
    assertThat(bench.asked()).isZero();
  }

  @Test
  void aCustomerWhomStripeDoesNotHaveIsSettled() {
    bench.mirror.during =
        (workspace, customer) -> {
          throw new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "none");
        };
    bench.tell("evt_1", "customer.deleted", "cus_1");
    bench.work();

    assertThat(bench.state("evt_1")).isEqualTo("settled");
    assertThat(bench.asked()).isZero();
  }

  @Test
  void aPoisonedCustomerIsParkedAndHoldsUpNobody() {
    bench.mirror.during =
        (workspace, customer) -> {
          if (customer.equals("cus_poison")) {
            throw new IllegalStateException("a defect");
          }
        };
    bench.tell("evt_1", "invoice.paid", "cus_poison");
    bench.tell("evt_2", "invoice.paid", "cus_2");
    bench.work();
    assertThat(bench.state("evt_1")).isEqualTo("pending");
    assertThat(bench.state("evt_2")).isEqualTo("settled");

    for (int i = 0; i < EventWorker.MOST_TRIES; i++) {
      bench.clock.pass(Duration.ofHours(12));
      bench.work();
    }
    assertThat(bench.mirror.read).filteredOn("cus_poison"::equals).hasSize(EventWorker.MOST_TRIES);
    assertThat(bench.state("evt_1")).isEqualTo("parked");
    assertThat(bench.database.text("SELECT last_error FROM stripe_event WHERE event_id = 'evt_1'"))
        .isEqualTo("IllegalStateException");
    assertThat(bench.asked()).isZero();
  }

  @Test
  void whoIsParkedIsReadAgainWhenHeIsNamedAgain() {
    aPoisonedCustomerIsParkedAndHoldsUpNobody();
    bench.mirror.during = (workspace, customer) -> {};
    bench.tell("evt_3", "invoice.paid", "cus_poison");
    bench.work();

    assertThat(bench.state("evt_3")).isEqualTo("settled");
  }

  @Test
  void whileStripeIsSilentEverythingWaitsAndNothingIsUsedUp() {
    AtomicBoolean silent = new AtomicBoolean(true);
    bench.mirror.during =
        (workspace, customer) -> {
          if (silent.get()) {
            throw new BillingUnavailable("silent", null);
          }
        };
    for (int i = 0; i < 50; i++) {
      bench.tell("evt_" + i, "invoice.paid", "cus_" + i);
    }
    for (int i = 0; i < 60; i++) {
      bench.work();
      bench.clock.pass(Duration.ofSeconds(10));
    }
    assertThat(bench.mirror.read).as("one at a time, with growing pauses").hasSizeBetween(10, 20);
    assertThat(bench.database.text("SELECT max(tries) FROM stripe_refresh")).isEqualTo("0");

    silent.set(false);
    bench.clock.pass(Duration.ofMinutes(2));
    bench.work();
    assertThat(bench.asked()).isZero();
    assertThat(bench.database.text("SELECT count(*) FROM stripe_event WHERE state = 'settled'"))
        .isEqualTo("50");
  }

  @Test
  void oneWorkspacesStripeDoesNotHoldUpAnothers() {
    Workspace beta = bench.open("beta");
    bench.mirror.during =
        (workspace, customer) -> {
          if (workspace.equals(bench.acme)) {
            throw new BillingUnavailable("silent", null);
          }
        };
    for (int i = 0; i < 5; i++) {
      bench.tell("evt_" + i, "invoice.paid", "cus_acme" + i);
      bench.tell(beta, Shop.event("evt_" + i, "invoice.paid", "cus_beta" + i));
    }
    bench.work();

    assertThat(bench.mirror.read).filteredOn(who -> who.startsWith("cus_beta")).hasSize(5);
    assertThat(bench.mirror.read).filteredOn(who -> who.startsWith("cus_acme")).hasSize(1);
  }

  @Test
  void theDatabasesSilenceIsNoFailureOfTheCustomer() {
    bench.mirror.during =
        (workspace, customer) -> {
          throw new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "silent");
        };
    bench.tell("evt_1", "invoice.paid", "cus_1");
    bench.work();

    assertThat(bench.database.text("SELECT tries FROM stripe_refresh")).isEqualTo("0");
    assertThat(bench.state("evt_1")).isEqualTo("pending");
  }

  @Test
  void aWorkspaceThatIsGoneHasItsEventsParked() {
    bench.tell("evt_1", "invoice.paid", "cus_1");
    bench.workspaces.clear();
    bench.work();

    assertThat(bench.state("evt_1")).isEqualTo("parked");
    assertThat(bench.asked()).isZero();
  }

  @Test
  void twoNodesNeverReadTheSameCustomerAtOnce() {
    for (int i = 0; i < 200; i++) {
      bench.tell("evt_" + i, "invoice.paid", "cus_" + i % 100);
    }
    Together.run(
        8,
        i ->
            () -> {
              EventWorker node = bench.newWorker();
              while (node.workOne()) {
                // the next one
              }
              return i;
            });

    assertThat(bench.mirror.read).hasSize(100).doesNotHaveDuplicates();
    assertThat(bench.asked()).isZero();
  }

  @Test
  void whatAnEndedNodeHadTakenIsTakenAgain() {
    bench.tell("evt_1", "invoice.paid", "cus_1");
    bench.table.take(
        bench.clock.instant(), bench.clock.instant().plus(EventWorker.LEASE), List.of());
    bench.work();
    assertThat(bench.mirror.read).isEmpty();

    bench.clock.pass(EventWorker.LEASE);
    bench.work();
    assertThat(bench.state("evt_1")).isEqualTo("settled");
  }

  @Test
  void wakingDoesNotPileUp() {
    for (int i = 0; i < 100; i++) {
      bench.worker.wake();
    }
    assertThat(bench.threads).hasSize(EventWorker.THREADS);

    bench.threads.forEach(Runnable::run);
    bench.worker.wake();
    assertThat(bench.threads).hasSize(EventWorker.THREADS + 1);
  }
}
