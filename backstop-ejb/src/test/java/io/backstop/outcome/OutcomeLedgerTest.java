package io.backstop.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.Ids;
import io.backstop.kernel.Money;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.PlayedContainer;
import io.backstop.store.TestDatabase;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeLedgerTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final PlayedContainer container =
      new PlayedContainer(TestDatabase.shared().entityManagers());
  private final OutcomeLedger ledger =
      container.bean(OutcomeLedger.class, container.injected(new OutcomeLedger()));
  private final WorkspaceSlug workspace = new WorkspaceSlug(Ids.next("w", NOW));
  private final SessionId session = new SessionId(Ids.next("cs_", NOW));

  private Outcome outcome(Outcome.Kind kind, String recorded, Optional<String> offerType) {
    return new Outcome(
        workspace,
        session,
        kind,
        recorded,
        offerType,
        Optional.of("att_1"),
        Optional.empty(),
        kind == Outcome.Kind.SAVED ? Optional.of(new Money(4_900, "usd")) : Optional.empty(),
        NOW);
  }

  @Test
  void whatIsRecordedIsFound() {
    Outcome saved = outcome(Outcome.Kind.SAVED, "saved_pause", Optional.of("pause"));
    container.transaction(() -> assertThat(ledger.record(saved)).isTrue());

    assertThat(ledger.find(workspace, session)).contains(saved);
  }

  @Test
  void theFirstOutcomeOfAVisitStands() {
    Outcome first = outcome(Outcome.Kind.CANCELLED, "canceled", Optional.empty());
    container.transaction(() -> ledger.record(first));
    container.transaction(
        () ->
            assertThat(
                    ledger.record(outcome(Outcome.Kind.SAVED, "saved_other", Optional.of("gift"))))
                .isFalse());

    assertThat(ledger.find(workspace, session)).contains(first);
  }

  @Test
  void anOutcomeIsRecordedTogetherWithWhatItReportsOrNotAtAll() {
    assertThatThrownBy(
            () ->
                container.transaction(
                    () -> {
                      ledger.record(outcome(Outcome.Kind.SAVED, "saved_other", Optional.empty()));
                      throw new IllegalArgumentException("what it reports has failed");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ledger.find(workspace, session)).isEmpty();
    assertThatThrownBy(
            () -> ledger.record(outcome(Outcome.Kind.SAVED, "saved_other", Optional.empty())))
        .hasMessageContaining("mandatory");
  }

  @Test
  void theDatabaseItselfRefusesToChangeOne() {
    container.transaction(
        () -> ledger.record(outcome(Outcome.Kind.CANCELLED, "canceled", Optional.empty())));

    assertThatThrownBy(
            () ->
                container.transaction(
                    () ->
                        container
                            .entityManager()
                            .createNativeQuery("UPDATE outcome SET kind = 'saved'")
                            .executeUpdate()))
        .hasMessageContaining("never changed");
  }
}
