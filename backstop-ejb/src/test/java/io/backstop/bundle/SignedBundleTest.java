package io.backstop.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedBundleTest {

  private static final String NOW = "1795435200";

  private static SignedBundle cancel(
      String workspace, String customer, String subscription, String timestamp, String signature) {
    return SignedBundle.of(Surface.CANCEL, workspace, customer, subscription, timestamp, signature);
  }

  private static void assertRefused(String param, Runnable making) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(making::run)
        .matches(refusal -> refusal.code() == RefusalCode.INVALID_FIELD)
        .matches(refusal -> param.equals(refusal.param()), param);
  }

  @Test
  void theSignedTextIsJoinedByNewlines() {
    assertThat(cancel("acme", "cus_1", "sub_1", NOW, "x").signedText())
        .isEqualTo("cus_1\nsub_1\n" + NOW);
    assertThat(SignedBundle.of(Surface.PORTAL, "acme", "cus_1", "sub_1", NOW, "x").signedText())
        .isEqualTo("cus_1\n" + NOW);
    assertThat(SignedBundle.of(Surface.PAYMENT_WALL, "acme", "cus_1", null, NOW, "x").signedText())
        .isEqualTo("cus_1\n" + NOW);
  }

  @Test
  void onlyACancelBundleHasASubscription() {
    assertThat(cancel("acme", "cus_1", "sub_1", NOW, "x").subscription()).isPresent();
    assertThat(SignedBundle.of(Surface.PORTAL, "acme", "cus_1", "not one", NOW, "x").subscription())
        .isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "ACME", "-acme", "acme-", "ac_me", "acme\n", " acme", "аcme"})
  void aWorkspaceOfAnotherGrammarIsNamed(String workspace) {
    assertRefused("workspace", () -> cancel(workspace, "cus_1", "sub_1", NOW, "x"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "cus_", "CUS_1", "cus_1\n", " cus_1", "cus_1/..", "cus_ä", "sub_1"})
  void aCustomerOfAnotherGrammarIsNamed(String customer) {
    assertRefused("customer", () -> cancel("acme", customer, "sub_1", NOW, "x"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "sub_", "sub_1\n", "sub_1?expand[]=x", "cus_1"})
  void aSubscriptionOfAnotherGrammarIsNamed(String subscription) {
    assertRefused("subscription", () -> cancel("acme", "cus_1", subscription, NOW, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-179543520",
        "+179543520",
        "179543520",
        "17954352000",
        "1795435200000",
        " 795435200",
        "1795435200\n",
        "1_79543520",
        "0x66f00000",
        "1795435.20",
        "٠١٢٣٤٥٦٧٨٩",
        "１２３４５６７８９０"
      })
  void aTimestampThatIsNotTenAsciiDigitsIsNamed(String timestamp) {
    assertRefused("timestamp", () -> cancel("acme", "cus_1", "sub_1", timestamp, "x"));
  }

  @Test
  void aSignatureWithoutATimestampNamesTheTimestamp() {
    assertRefused("timestamp", () -> cancel("acme", "cus_1", "sub_1", null, "x"));
    assertRefused("timestamp", () -> cancel("acme", "cus_1", "sub_1", null, ""));
  }

  @Test
  void theFirstMemberAtFaultIsNamed() {
    assertRefused("workspace", () -> cancel(null, null, null, "x", null));
    assertRefused("customer", () -> cancel("acme", null, null, "x", null));
    assertRefused("subscription", () -> cancel("acme", "cus_1", null, "x", null));
    assertRefused("timestamp", () -> cancel("acme", "cus_1", "sub_1", "x", null));
  }

  @Test
  void unsignedMeansThatBothHalvesAreAbsent() {
    assertThat(cancel("acme", "cus_1", "sub_1", null, null).unsigned()).isTrue();
    assertThat(cancel("acme", "cus_1", "sub_1", NOW, null).unsigned()).isFalse();
    assertThat(cancel("acme", "cus_1", "sub_1", NOW, "").unsigned()).isFalse();
  }

  @Test
  void itsTextTellsNeitherCustomerNorSignature() {
    assertThat(cancel("acme", "cus_1", "sub_1", NOW, "0badc0de").toString())
        .contains("acme")
        .doesNotContain("cus_1", "sub_1", "0badc0de");
  }
}
