package io.backstop.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Vectors made with {@code printf 'cus_demo_ada\nsub_demo_ada\n1795410000' | openssl dgst -sha256
 * -hmac SECRET} and the like.
 */
class EmbedSignatureTest {
  private static final String SECRET = "bs_demo_acme_embed_secret_not_for_production";

  private final EmbedSignature signature = new EmbedSignature(SECRET);

  @Test
  void aCancelBundleIsSignedAsOpensslSignsIt() {
    assertThat(signature.sign("cus_demo_ada", "sub_demo_ada", "1795410000"))
        .isEqualTo("2988f0d48a156ffe860a0b4d0052fd9598d27a3f649cccdf6617744f1c61233f");
  }

  @Test
  void aPortalBundleIsSignedAsOpensslSignsIt() {
    assertThat(signature.sign("cus_demo_ada", "1795410000"))
        .isEqualTo("e44ae3759fb4619c1e1eacbf431391d88c3abaedee46040079f9502137035ee3");
  }

  @Test
  void theSecretIsTakenAsUtf8() {
    assertThat(new EmbedSignature("pässwörd ✓").sign("cus_demo_ada", "1795410000"))
        .isEqualTo("6a36350ea851fc05c3b90caf017130e0a04219d5c7897b7b8568c376ce38c2b3");
  }

  @Test
  void onlyTheExactSignatureMatches() {
    String good = signature.sign("a", "b");
    assertThat(signature.matches(good, "a", "b")).isTrue();
    assertThat(signature.matches(good, "a", "c")).isFalse();
    assertThat(signature.matches(good.toUpperCase(Locale.ROOT), "a", "b")).isFalse();
    assertThat(signature.matches("", "a", "b")).isFalse();
    assertThat(new EmbedSignature("other").matches(good, "a", "b")).isFalse();
  }
}
