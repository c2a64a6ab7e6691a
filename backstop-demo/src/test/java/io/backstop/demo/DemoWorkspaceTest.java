package io.backstop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoWorkspaceTest {
  @Test
  void theDemosPublicSettingsAreHandedOver() {
    DemoWorkspace acme = new DemoWorkspace(Optional.of("http://127.0.0.1:12111"), Map.of());
    assertThat(acme.initialSettings())
        .containsEntry("backstop.workspaces", "acme")
        .containsEntry(
            "backstop.workspace.acme.embed.secret", "bs_demo_acme_embed_secret_not_for_production")
        .containsEntry("backstop.workspace.acme.stripe.secret-key", "sk_test_demo_acme")
        .containsEntry("backstop.workspace.acme.stripe.webhook-secrets", "whsec_demo_acme")
        .containsEntry("backstop.workspace.acme.stripe.api-base", "http://127.0.0.1:12111")
        .containsEntry("backstop.workspace.acme.cancel.offer-cooldown", "PT0S");
  }

  @Test
  void withoutASandboxStripesAddressIsLeftToTheApplication() {
    assertThat(new DemoWorkspace(Optional.empty(), Map.of()).initialSettings())
        .doesNotContainKey("backstop.workspace.acme.stripe.api-base");
  }

  @Test
  void shopAndSandboxFollowTheOperatorsSecrets() {
    DemoWorkspace acme =
        new DemoWorkspace(
            Optional.of("http://127.0.0.1:12111"),
            Map.of(
                "backstop.workspace.acme.embed.secret", "other",
                "backstop.workspace.acme.stripe.webhook-secrets", "whsec_new, whsec_old"));
    assertThat(acme.embedSecret()).isEqualTo("other");
    assertThat(acme.webhookSecret()).isEqualTo("whsec_new");
    assertThat(acme.stripeSecretKey()).isEqualTo("sk_test_demo_acme");
  }
}
