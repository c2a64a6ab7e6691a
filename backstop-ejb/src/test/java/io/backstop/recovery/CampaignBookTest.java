package io.backstop.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignBookTest {

  private final SetClock clock = new SetClock(Debtor.START.toString());
  private final Statements statements = new Statements(TestDatabase.shared().dataSource());
  private final CampaignTable table = new CampaignTable(statements);
  private final CampaignBook book = new CampaignBook(table, clock);
  private final WorkspaceSlug workspace = new WorkspaceSlug(Ids.next("w", clock.instant()));
  private final Debtor ada = new Debtor(workspace);

  private List<Campaign> inFlight() {
    return table.inFlight(workspace, ada.id);
  }

  private String state() {
    return statements
        .text("SELECT state FROM recovery_campaign WHERE workspace_id = ?", workspace.value())
        .orElse("none");
  }

  private List<String> attempts() {
    return statements.rows(
        row -> row.getString(1),
        "SELECT number || ' ' || decline_code FROM recovery_attempt WHERE workspace_id = ?"
            + " ORDER BY number",
        workspace.value());
  }

  @Test
  void aFailedPaymentOpensOneCampaignHoweverOftenItIsRead() {
    ada.owes("in_1", 1, "insufficient_funds");
    for (int i = 0; i < 3; i++) {
      book.follow(ada.read());
    }
    assertThat(inFlight())
        .singleElement()
        .satisfies(
            campaign -> {
              assertThat(campaign.invoiceId()).isEqualTo("in_1");
              assertThat(campaign.amount()).isEqualTo(4900);
              assertThat(campaign.declineCode()).contains("insufficient_funds");
              assertThat(campaign.state()).isEqualTo(Campaign.State.IN_FLIGHT);
            });
  }

  @Test
  void aBillThatIsMerelyDueOpensNone() {
    book.follow(ada.owes("in_1", 0, "").read());
    assertThat(state()).isEqualTo("none");
  }

  @Test
  void twoUnpaidInvoicesAreTwoCampaigns() {
    book.follow(ada.owes("in_1", 1, "generic_decline").owes("in_2", 1, "generic_decline").read());
    assertThat(inFlight())
        .extracting(Campaign::invoiceId)
        .containsExactlyInAnyOrder("in_1", "in_2");
  }

  @Test
  void eachAttemptIsRecordedOnceWithItsReason() {
    book.follow(ada.owes("in_1", 1, "insufficient_funds").read());
    book.follow(ada.read());
    clock.pass(java.time.Duration.ofDays(3));
    book.follow(ada.owes("in_1", 2, "expired_card").read());
    assertThat(attempts()).containsExactly("1 insufficient_funds", "2 expired_card");
    assertThat(inFlight())
        .extracting(Campaign::declineCode)
        .singleElement()
        .asString()
        .contains("expired_card");
  }

  @ParameterizedTest
  @CsvSource({"paid,recovered", "uncollectible,lost", "void,abandoned"})
  void theInvoicesEndIsTheCampaigns(String invoice, String state) {
    book.follow(ada.owes("in_1", 1, "generic_decline").read());
    book.follow(ada.owesNothing().read(ada.invoice("in_1", invoice, 1, "generic_decline")));
    assertThat(state()).isEqualTo(state);
    assertThat(inFlight()).isEmpty();
  }

  @Test
  void whoHasLeftIsNotPursued() {
    book.follow(ada.owes("in_1", 1, "generic_decline").read());
    book.follow(ada.whoseSubscriptionIs("canceled").read());
    assertThat(state()).isEqualTo("lost");
  }

  @Test
  void whoHadLeftBeforeIsNeverPursued() {
    book.follow(ada.owes("in_1", 1, "generic_decline").whoseSubscriptionIs("canceled").read());
    assertThat(state()).isEqualTo("none");
  }

  @Test
  void aDeletedCustomersCampaignIsLost() {
    book.follow(ada.owes("in_1", 1, "generic_decline").read());
    book.follow(ada.owesNothing().whoIsGone().read());
    assertThat(state()).isEqualTo("lost");
  }

  @Test
  void whatHasClosedStaysClosed() {
    book.follow(ada.owes("in_1", 1, "generic_decline").read());
    book.follow(ada.owesNothing().read(ada.invoice("in_1", "paid", 1, "")));
    book.follow(ada.owes("in_1", 1, "generic_decline").read());
    assertThat(state()).isEqualTo("recovered");
  }

  @Test
  void anInvoiceThatWasNotReadAgainLeavesItsCampaignAlone() {
    book.follow(ada.owes("in_1", 1, "generic_decline").read());
    book.follow(ada.owesNothing().read());
    assertThat(state()).isEqualTo("in_flight");
  }
}
