package io.backstop.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.member.StripeDesk.Held;
import io.backstop.member.StripeDesk.Outcome;
import io.backstop.store.TestDatabase;
import io.backstop.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StripeDeskTest {

  private static final String KEY = "sk_test_51NXrAbCdEf1234";
  private static final String FIRST = "whsec_first_secret_1111";
  private static final String SECOND = "whsec_second_secret_2222";

  private final Desk desk = new Desk(TestDatabase.fresh());
  private final StripeDesk stripe = desk.stripe;
  private final Seat admin = desk.seat(Role.ADMIN);

  private Workspace workspace() {
    return desk.node.workspaces.findFresh(desk.workspace).orElseThrow();
  }

  private String name(String key) {
    return "backstop.workspace." + desk.workspace + "." + key;
  }

  private List<String> endings() {
    return stripe.webhookSecrets(workspace()).stream().map(Held::ending).toList();
  }

  private String mark(String ending) {
    return stripe.webhookSecrets(workspace()).stream()
        .filter(held -> held.ending().equals(ending))
        .map(Held::mark)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keysAndAccountAreSavedAndLeavingTheSecretOutKeepsIt() {
    assertThat(stripe.save(admin, Map.of("stripe.account", "acct_1"), Optional.of(KEY))).isTrue();
    assertThat(workspace().stripe().account()).contains("acct_1");
    assertThat(
            stripe.save(
                admin,
                Map.of("stripe.account", "", "stripe.publishable-key", "pk_test_1"),
                Optional.empty()))
        .isTrue();

    assertThat(workspace().stripe().secretKey()).contains(KEY);
    assertThat(workspace().stripe().publishableKey()).contains("pk_test_1");
    assertThat(workspace().stripe().account()).isEmpty();
    assertThat(desk.audited("stripe.key.set")).isEqualTo(1);
    assertThat(desk.audited("setting.changed")).isEqualTo(3);
  }

  @Test
  void theKeyIsRemovedOnceAndTheLayerBelowIsInForceAgain() {
    desk.layers.with(150, name("stripe.secret-key"), "sk_test_of_the_installation");
    assertThat(stripe.removeKey(admin)).isEqualTo(Outcome.ALREADY);
    stripe.save(admin, Map.of(), Optional.of(KEY));
    assertThat(workspace().stripe().secretKey()).contains(KEY);

    assertThat(stripe.removeKey(admin)).isEqualTo(Outcome.DONE);

    assertThat(workspace().stripe().secretKey()).contains("sk_test_of_the_installation");
    assertThat(stripe.removeKey(admin)).isEqualTo(Outcome.ALREADY);
    assertThat(desk.audited("stripe.key.removed")).isEqualTo(1);
  }

  @Test
  void aWebhookSecretIsRolled() {
    assertThat(stripe.addWebhookSecret(admin, FIRST)).isEqualTo(Outcome.DONE);
    assertThat(stripe.addWebhookSecret(admin, SECOND)).isEqualTo(Outcome.DONE);
    assertThat(stripe.addWebhookSecret(admin, SECOND)).isEqualTo(Outcome.ALREADY);
    assertThat(workspace().stripe().webhookSecrets()).containsExactly(SECOND, FIRST);
    assertThat(endings()).containsExactly("2222", "1111");

    String old = mark("1111");
    assertThat(stripe.removeWebhookSecret(admin, old)).isEqualTo(Outcome.DONE);
    assertThat(stripe.removeWebhookSecret(admin, old)).isEqualTo(Outcome.ALREADY);

    assertThat(workspace().stripe().webhookSecrets()).containsExactly(SECOND);
    assertThat(stripe.removeWebhookSecret(admin, mark("2222"))).isEqualTo(Outcome.DONE);
    assertThat(workspace().stripe().webhookSecrets()).isEmpty();
    assertThat(desk.audited("stripe.webhook.added")).isEqualTo(2);
    assertThat(desk.audited("stripe.webhook.removed")).isEqualTo(2);
  }

  @Test
  void whatTheInstallationStartsWithStaysBesideOneThatIsAdded() {
    desk.layers.with(150, name("stripe.webhook-secrets"), FIRST);

    stripe.addWebhookSecret(admin, SECOND);

    assertThat(workspace().stripe().webhookSecrets()).containsExactly(SECOND, FIRST);
  }

  @Test
  void noMoreThanFiveWebhookSecretsAreHeld() {
    for (int i = 0; i < 5; i++) {
      assertThat(stripe.addWebhookSecret(admin, FIRST + i)).isEqualTo(Outcome.DONE);
    }
    assertThat(stripe.addWebhookSecret(admin, SECOND)).isEqualTo(Outcome.FULL);
    assertThat(workspace().stripe().webhookSecrets()).hasSize(5);
  }

  @Test
  void whatTheOperatorHasPinnedIsNotChanged() {
    desk.layers.with(300, name("stripe.secret-key"), "sk_test_pinned_by_him");
    desk.layers.with(300, name("stripe.webhook-secrets"), FIRST);

    assertThat(stripe.save(admin, Map.of("stripe.account", "acct_1"), Optional.of(KEY))).isFalse();
    assertThat(stripe.removeKey(admin)).isEqualTo(Outcome.PINNED);
    assertThat(stripe.addWebhookSecret(admin, SECOND)).isEqualTo(Outcome.PINNED);
    assertThat(stripe.removeWebhookSecret(admin, mark("1111"))).isEqualTo(Outcome.PINNED);

    assertThat(workspace().stripe().account()).isEmpty();
    assertThat(workspace().stripe().secretKey()).contains("sk_test_pinned_by_him");
    assertThat(workspace().stripe().webhookSecrets()).containsExactly(FIRST);
    assertThat(desk.audit.page(desk.workspace, "", 10)).isEmpty();
  }

  @Test
  void secretsRestSealedAndOfThemTheAuditLogHasTheEndOnly() {
    stripe.save(admin, Map.of(), Optional.of(KEY));
    stripe.addWebhookSecret(admin, FIRST);
    stripe.addWebhookSecret(admin, SECOND);
    stripe.removeWebhookSecret(admin, mark("1111"));
    stripe.removeKey(admin);

    String rows =
        desk.database.text("SELECT string_agg(s::text, ' ') FROM workspace_setting s")
            + desk.database.text("SELECT string_agg(a::text, ' ') FROM audit_entry a");

    assertThat(rows).doesNotContain(KEY, FIRST, SECOND).contains("…1234", "…1111", "…2222");
  }
}
