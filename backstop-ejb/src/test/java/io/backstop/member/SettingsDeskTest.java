package io.backstop.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.store.TestDatabase;
import io.backstop.workspace.Layers;
import io.backstop.workspace.Node;
import io.backstop.workspace.Pin;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Writers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsDeskTest {

  private final Desk desk = new Desk(TestDatabase.fresh());
  private final Seat owner = desk.seat(Role.OWNER);

  private Workspace workspace() {
    return desk.node.workspaces.findFresh(desk.workspace).orElseThrow();
  }

  private String turn() {
    return Writers.of(desk.node, desk.database.dataSource()).turn(workspace());
  }

  private String name(String key) {
    return "backstop.workspace." + desk.workspace + "." + key;
  }

  @Test
  void aChangeIsInForceOnEveryNodeWithinTwoSeconds() {
    Node other = new Node(desk.database.dataSource(), new Layers(), desk.clock);
    assertThat(other.find(desk.workspace.value()).embed().requireSignature()).isFalse();

    assertThat(desk.desk.save(owner, Map.of("embed.require-signature", "true"))).isTrue();
    desk.clock.pass(Duration.ofSeconds(2));

    assertThat(other.find(desk.workspace.value()).embed().requireSignature()).isTrue();
    assertThat(desk.audited("setting.changed")).isEqualTo(1);
  }

  @Test
  void whatStaysTheSameIsNotWritten() {
    desk.desk.save(owner, Map.of("brand.color", "#123456"));
    workspace();
    desk.desk.save(owner, Map.of("brand.color", "#123456"));

    assertThat(desk.audited("setting.changed")).isEqualTo(1);
  }

  @Test
  void twoChangesRightAfterEachOtherAreBothMade() {
    desk.desk.save(owner, Map.of("brand.color", "#123456"));
    desk.desk.save(owner, Map.of("brand.color", ""));

    assertThat(workspace().brand().color()).isEqualTo("#1f4fd8");
    assertThat(desk.audited("setting.changed")).isEqualTo(2);
  }

  @Test
  void anEmptyValueLetsTheLayerBelowBeInForceAgain() {
    desk.desk.save(owner, Map.of("embed.allowed-origins", "https://app.acme.example"));
    assertThat(workspace().embed().allowedOrigins()).hasSize(1);

    desk.desk.save(owner, Map.of("embed.allowed-origins", ""));

    assertThat(workspace().embed().allowedOrigins()).isEmpty();
  }

  @Test
  void whatNoColumnHoldsIsRefusedAsTheFieldThatItIs() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> desk.desk.save(owner, Map.of("brand.name", "Ac\0me")));

    assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_FIELD);
    assertThat(refusal.param()).isEqualTo("brand.name");
    assertThat(desk.audited("setting.changed")).isZero();
  }

  @Test
  void whatTheOperatorHasPinnedIsNotChanged() {
    desk.layers.with(300, name("brand.theme"), "dark");

    assertThat(desk.desk.save(owner, Map.of("brand.theme", "light", "brand.name", "New")))
        .isFalse();

    assertThat(desk.audited("setting.changed")).isZero();
    assertThat(desk.node.config.pin(desk.workspace, "brand.theme"))
        .contains(new Pin(name("brand.theme"), Pin.Layer.ENVIRONMENT));
    assertThat(desk.node.config.pin(desk.workspace, "brand.name")).isEmpty();
  }

  @Test
  void whatAnInstallationStartsWithIsNoPin() {
    desk.layers.with(150, name("brand.theme"), "dark");

    assertThat(desk.desk.save(owner, Map.of("brand.theme", "light"))).isTrue();
    assertThat(workspace().brand().theme()).isEqualTo(Workspace.Theme.LIGHT);
  }

  @Test
  void aReplacedSecretSignsForADayMore() {
    String before = workspace().embed().secrets().get(0);

    assertThat(desk.desk.rotate(owner, turn())).isTrue();

    List<String> secrets = workspace().embed().secrets();
    assertThat(secrets).hasSize(2).last().isEqualTo(before);
    assertThat(secrets.get(0)).matches("bs_[0-9a-f]{64}").isNotEqualTo(before);
    desk.clock.pass(Duration.ofHours(24));
    assertThat(workspace().embed().secrets()).containsExactly(secrets.get(0));
    assertThat(desk.audited("secret.rotated")).isEqualTo(1);
  }

  @Test
  void secretsRestSealedAndNeverStandInTheAuditLog() {
    desk.desk.rotate(owner, turn());
    List<String> secrets = workspace().embed().secrets();

    String rows =
        desk.database.text("SELECT string_agg(s::text, ' ') FROM workspace_setting s")
            + desk.database.text("SELECT string_agg(a::text, ' ') FROM audit_entry a");

    assertThat(rows).doesNotContain(secrets.get(0)).doesNotContain(secrets.get(1));
  }

  @Test
  void aFormThatComesTwiceReplacesOneSecretOnce() {
    String turn = turn();

    assertThat(desk.desk.rotate(owner, turn)).isTrue();
    assertThat(desk.desk.rotate(owner, turn)).isFalse();

    assertThat(desk.audited("secret.rotated")).isEqualTo(1);
  }

  @Test
  void aPinnedSecretIsNotReplaced() {
    desk.layers.with(400, name("embed.secret"), "bs_pinned");

    assertThat(desk.desk.rotate(owner, turn())).isFalse();
    assertThat(workspace().embed().secrets()).containsExactly("bs_pinned");
  }
}
