package io.backstop.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Together;
import java.security.InvalidKeyException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

  static final String MASTER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER = "/wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final WorkspaceSlug ACME = new WorkspaceSlug("acme");

  private final KeyRing keys = new KeyRing(MASTER);

  @Test
  void whatWasSealedOpens() throws Exception {
    String sealed = keys.seal(ACME, "embed.secret", "bs_schlüssel");

    assertThat(keys.unseal(ACME, "embed.secret", sealed)).isEqualTo("bs_schlüssel");
    assertThat(new KeyRing(MASTER).unseal(ACME, "embed.secret", sealed)).isEqualTo("bs_schlüssel");
  }

  @Test
  void oneSecretIsNeverSealedTwiceAlike() {
    assertThat(keys.seal(ACME, "embed.secret", "s"))
        .isNotEqualTo(keys.seal(ACME, "embed.secret", "s"));
  }

  @Test
  void theSealedTextDoesNotHoldTheSecret() {
    byte[] sealed =
        Base64.getDecoder().decode(keys.seal(ACME, "embed.secret", "a-secret-to-look-for"));

    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("look-for");
  }

  @Test
  void itOpensForItsWorkspaceAndPurposeAndMasterKeyOnly() {
    String sealed = keys.seal(ACME, "embed.secret", "s");

    assertDoesNotOpen(keys, new WorkspaceSlug("beta"), "embed.secret", sealed);
    assertDoesNotOpen(keys, ACME, "embed.previous-secret", sealed);
    assertDoesNotOpen(new KeyRing(OTHER), ACME, "embed.secret", sealed);
  }

  @Test
  void anAlteredTextDoesNotOpen() {
    byte[] sealed = Base64.getDecoder().decode(keys.seal(ACME, "embed.secret", "s"));
    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertDoesNotOpen(keys, ACME, "embed.secret", Base64.getEncoder().encodeToString(altered));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "not base64!", "AAECAwQFBgcICQoLDA0ODw=="})
  void whatWasNeverSealedDoesNotOpen(String text) {
    assertDoesNotOpen(keys, ACME, "embed.secret", text);
  }

  private static void assertDoesNotOpen(
      KeyRing keys, WorkspaceSlug workspace, String purpose, String sealed) {
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> keys.unseal(workspace, purpose, sealed))
        .withMessageContaining(purpose)
        .withMessageContaining(workspace.value());
  }

  @Test
  void derivedKeysAreTheSameOnEveryNode() {
    assertThat(keys.derive("token", "acme", "cancel", "1"))
        .hasSize(32)
        .isEqualTo(new KeyRing(MASTER).derive("token", "acme", "cancel", "1"));
  }

  /** A change of this value would end every link that is out there. */
  @Test
  void derivedKeysStayWhatTheyAre() {
    assertThat(HexFormat.of().formatHex(keys.derive("token", "acme", "cancel", "1")))
        .isEqualTo("750e721fb856da119037432dd0267bde01be453f49bea3732339102ea5348527");
  }

  @Test
  void derivedKeysDifferInEveryPart() {
    byte[] key = keys.derive("token", "acme", "cancel", "1");

    assertThat(
            List.of(
                keys.derive("form", "acme", "cancel", "1"),
                keys.derive("token", "beta", "cancel", "1"),
                keys.derive("token", "acme", "portal", "1"),
                keys.derive("token", "acme", "cancel", "2"),
                keys.derive("token", "acme", "cancel1"),
                keys.derive("token", "acmec", "ancel", "1"),
                keys.derive("token", "acme", "cancel", "1", ""),
                keys.derive("tokenacmecancel1"),
                new KeyRing(OTHER).derive("token", "acme", "cancel", "1")))
        .allSatisfy(other -> assertThat(other).isNotEqualTo(key))
        .doesNotHaveDuplicates();
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    byte[] expected = keys.derive("a", "b");

    assertThat(Together.run(8, i -> () -> allDerived(expected))).containsOnly(true);
  }

  private boolean allDerived(byte[] expected) {
    for (int i = 0; i < 2_000; i++) {
      if (!java.util.Arrays.equals(expected, keys.derive("a", "b"))) {
        return false;
      }
    }
    return true;
  }

  @Test
  void whitespaceAroundTheMasterKeyIsNoTrouble() {
    assertThat(new KeyRing(" " + MASTER + "\n").derive("a")).isEqualTo(keys.derive("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "password",
        "AAECAwQFBgcICQoLDA0ODw==",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8!"
      })
  void anotherMasterKeyIsRefusedWithASentenceThatHelps(String masterKey) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new KeyRing(masterKey))
        .withMessageContaining("backstop.master-key")
        .withMessageContaining("openssl rand -base64 32")
        .withMessageNotContaining("AAECAwQ")
        .withMessageNotContaining("password");
  }

  @Test
  void theMasterKeyComesFromTheConfiguration() {
    KeyRing configured = new KeyRing(new Layers().with(300, "backstop.master-key", MASTER));

    assertThat(configured.derive("a")).isEqualTo(keys.derive("a"));
    assertThatIllegalStateException().isThrownBy(() -> new KeyRing(new Layers()));
  }
}
