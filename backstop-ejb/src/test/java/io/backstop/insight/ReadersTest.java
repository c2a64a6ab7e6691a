package io.backstop.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadersTest {

  private static final WorkspaceSlug NOBODYS = new WorkspaceSlug("nobodys");

  private final TestDatabase database = TestDatabase.shared();
  private final SetClock clock = new SetClock("2026-11-23T12:00:00Z");
  private final WorkspaceSlug workspace = new WorkspaceSlug(Ids.next("w", clock.instant()));
  private final Statements statements = new Statements(database.dataSource());
  private final VisitReader visits = new VisitReader(statements);
  private final CustomerReader customers = new CustomerReader(statements, clock);
  private final CampaignReader campaigns = new CampaignReader(statements);

  /** Five customers, five visits and five campaigns, of which the odd ones ended well. */
  @BeforeEach
  void five() {
    String slug = workspace.value();
    database.update(
        "INSERT INTO stripe_customer (workspace_id, customer_id, deleted, account_hint, read_at)"
            + " SELECT ?, 'cus_' || i, i = 5, 'a••@acme.example', now()"
            + " FROM generate_series(1, 5) i",
        slug);
    database.update(
        "INSERT INTO stripe_subscription (workspace_id, subscription_id, customer_id, status,"
            + " ended, snapshot, read_at) SELECT ?, 'sub_' || i, 'cus_' || i, 'active', i = 4,"
            + " CAST('{\"items\": [{\"product_name\": \"Pro\"}], \"card\": {\"brand\": \"visa\","
            + " \"last_four\": \"4242\"}}' AS jsonb), now() FROM generate_series(1, 5) i",
        slug);
    database.update(
        "INSERT INTO cancel_session (workspace_id, session_id, link_id, customer_id,"
            + " subscription_id, signed, flow_digest, state, stop, turn, trail, offers_shown,"
            + " offers_declined, offers_refused, not_applied, opened_at, expires_at, ended_at,"
            + " recorded, reason, offer_type) SELECT ?, 'cs_' || i, 'l' || i, 'cus_' || i,"
            + " 'sub_' || i, true, 'd', 'ended', CASE WHEN i % 2 = 1 THEN 'offer.half' ELSE"
            + " 'confirm' END, 0, '', 'half', '', '', false, now(), now(), now(), CASE WHEN i % 2"
            + " = 1 THEN 'saved_discount' ELSE 'canceled' END, 'price', CASE WHEN i % 2 = 1 THEN"
            + " 'discount' END FROM generate_series(1, 5) i",
        slug);
    database.update(
        "INSERT INTO recovery_campaign (workspace_id, campaign_id, invoice_id, customer_id, state,"
            + " amount, currency, opened_at, closed_at) SELECT ?, 'rc_' || i, 'in_' || i, 'cus_'"
            + " || i, CASE WHEN i = 1 THEN 'in_flight' ELSE 'recovered' END, 4900, 'usd', now(),"
            + " CASE WHEN i > 1 THEN now() END FROM generate_series(1, 5) i",
        slug);
    database.update(
        "INSERT INTO recovery_attempt (workspace_id, campaign_id, number, code, decline_code,"
            + " card_brand, card_last_four, seen_at) VALUES (?, 'rc_1', 1, 'card_declined',"
            + " 'insufficient_funds', 'visa', '0341', now())",
        slug);
  }

  private List<String> sessions(VisitFilter filter) {
    return visits.page(workspace, filter, "", 10).stream().map(VisitLine::id).toList();
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    List<String> seen = new ArrayList<>();
    String before = "";
    List<VisitLine> page;
    do {
      page = visits.page(workspace, VisitFilter.NONE, before, 2);
      page.forEach(line -> seen.add(line.id()));
      before = page.isEmpty() ? "" : page.get(page.size() - 1).id();
    } while (page.size() == 2);

    assertThat(seen).containsExactly("cs_5", "cs_4", "cs_3", "cs_2", "cs_1");
  }

  @Test
  void sessionsAreFilteredByWhatIsAskedFor() {
    assertThat(sessions(new VisitFilter("saved", "", "", "", "")))
        .containsExactly("cs_5", "cs_3", "cs_1");
    assertThat(sessions(new VisitFilter("canceled", "price", "", "", "")))
        .containsExactly("cs_4", "cs_2");
    assertThat(sessions(new VisitFilter("", "", "discount", "", "cus_3"))).containsExactly("cs_3");
    assertThat(sessions(new VisitFilter("open", "", "", "", ""))).isEmpty();
    assertThat(sessions(new VisitFilter("", "", "", "flw_1", ""))).isEmpty();
  }

  @Test
  void aCustomerHasOneStateTheWorstFirst() {
    assertThat(customers.page(workspace, "", "", "", 10))
        .extracting(CustomerLine::state)
        .containsExactly("owing", "active", "active", "ended", "deleted");
    for (String state : List.of("owing", "active", "ended", "deleted")) {
      assertThat(customers.page(workspace, "", state, "", 10))
          .isNotEmpty()
          .allMatch(line -> line.state().equals(state));
    }
    assertThat(customers.page(workspace, "cus_2", "", "", 10)).hasSize(1);
    assertThat(customers.page(workspace, "", "", "cus_3", 10))
        .extracting(CustomerLine::id)
        .containsExactly("cus_4", "cus_5");
  }

  @Test
  void oneCustomerComesWithSubscriptionsAndLivePortalLink() {
    database.update(
        "INSERT INTO hosted_link (workspace_id, link_id, surface, customer_id, signed,"
            + " token_digest, minted_at, expires_at) VALUES (?, 'p', 'portal', 'cus_2', true,"
            + " '\\x01', '2026-11-01', '2027-11-01')",
        workspace.value());

    CustomerSheet sheet = customers.find(workspace, "cus_2").orElseThrow();

    assertThat(sheet.portal().orElseThrow().count()).isEqualTo(1);
    assertThat(sheet.subscriptions().get(0).card()).contains("visa 4242");
    assertThat(sheet.subscriptions().get(0).product()).isEqualTo("Pro");
    assertThat(customers.find(workspace, "cus_1").orElseThrow().portal()).isEmpty();
  }

  @Test
  void campaignsShowTheirLastReasonAndTheirTries() {
    assertThat(campaigns.page(workspace, "in_flight", "", "", 10))
        .singleElement()
        .satisfies(line -> assertThat(line.reason()).contains("insufficient_funds"))
        .satisfies(line -> assertThat(line.failures()).isEqualTo(1));
    assertThat(campaigns.find(workspace, "rc_1").orElseThrow().failures()).hasSize(1);
    assertThat(campaigns.page(workspace, "", "cus_4", "", 10)).hasSize(1);
  }

  @Test
  void nothingOfAnotherWorkspaceIsFound() {
    assertThat(visits.find(workspace, "cs_1")).isPresent();
    assertThat(visits.find(NOBODYS, "cs_1")).isEmpty();
    assertThat(customers.find(NOBODYS, "cus_1")).isEmpty();
    assertThat(campaigns.find(NOBODYS, "rc_1")).isEmpty();
    assertThat(visits.page(NOBODYS, VisitFilter.NONE, "", 10)).isEmpty();
    assertThat(customers.page(NOBODYS, "", "", "", 10)).isEmpty();
    assertThat(campaigns.page(NOBODYS, "", "", "", 10)).isEmpty();
  }
}
