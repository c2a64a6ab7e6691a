package io.backstop.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.workspace.Workspace.EmbedSettings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures here were made by {@code printf '…' | openssl dgst -sha256 -hmac '…'}. */
class BundleVerifierTest {

  private static final String SECRET = "bs_demo_acme_embed_secret_not_for_production";
  private static final String TIMESTAMP = "1795435200";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  /** Of {@code cus_demo_ada\nsub_demo_ada\n1795435200}. */
  private static final String CANCEL =
      "0cca0a2f08a7639389f790207739a90c5a50a253e7c3d82039bfad6ffd20adb5";

  /** Of {@code cus_demo_ada\n1795435200}. */
  private static final String PORTAL =
      "4e1e14eec404e9c564a30e3036b8ae586f0a3c06bbd8a883fabe38ba6d757bce";

  private static EmbedSettings signed(String... secrets) {
    return new EmbedSettings(List.of(secrets), true, Optional.empty(), List.of(), 50, 60);
  }

  private static EmbedSettings unsignedUntil(Instant until) {
    return new EmbedSettings(List.of(SECRET), false, Optional.ofNullable(until), List.of(), 50, 60);
  }

  private static SignedBundle cancel(String timestamp, String signature) {
    return SignedBundle.of(
        Surface.CANCEL, "acme", "cus_demo_ada", "sub_demo_ada", timestamp, signature);
  }

  private static SignedBundle portal(String timestamp, String signature) {
    return SignedBundle.of(Surface.PORTAL, "acme", "cus_demo_ada", null, timestamp, signature);
  }

  private static void assertRefused(
      RefusalCode code, SignedBundle bundle, EmbedSettings settings, Instant now) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> BundleVerifier.verify(bundle, settings, now))
        .matches(refusal -> refusal.code() == code, code.name())
        .matches(refusal -> !refusal.getMessage().contains(SECRET))
        .matches(refusal -> !refusal.getMessage().contains(CANCEL));
  }

  @Test
  void aCancelBundleSignedByOpensslIsGood() {
    VerifiedBundle verified = BundleVerifier.verify(cancel(TIMESTAMP, CANCEL), signed(SECRET), NOW);

    assertThat(verified.signed()).isTrue();
    assertThat(verified.surface()).isEqualTo(Surface.CANCEL);
    assertThat(verified.customer()).hasToString("cus_demo_ada");
    assertThat(verified.subscription().orElseThrow()).hasToString("sub_demo_ada");
    assertThat(verified.digest().orElseThrow()).hasSize(32);
  }

  @ParameterizedTest
  @EnumSource(
      value = Surface.class,
      names = {"PORTAL", "PAYMENT_WALL"})
  void theOtherSurfacesAreSignedWithoutASubscription(Surface surface) {
    SignedBundle bundle =
        SignedBundle.of(surface, "acme", "cus_demo_ada", "sub_ignored", TIMESTAMP, PORTAL);

    VerifiedBundle verified = BundleVerifier.verify(bundle, signed(SECRET), NOW);

    assertThat(verified.signed()).isTrue();
    assertThat(verified.subscription()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "schlüssel-鍵, 31aaba6c967ceadf0ff04d1455285406a8678b0ae2b8cb71daee83098bec9692",
    "p, 7159e48047f6c3e814828e07d5ed8b9a0f1510dde6d5d6838f88a0edeb16fc8e"
  })
  void theKeyIsTheUtf8OfTheWholeSecret(String secret, String signature) {
    SignedBundle bundle =
        SignedBundle.of(Surface.PORTAL, "acme", "cus_1", null, TIMESTAMP, signature);

    assertThat(BundleVerifier.verify(bundle, signed(secret), NOW).signed()).isTrue();
  }

  @Test
  void thePreviousSecretIsLiveToo() {
    EmbedSettings rotated = signed("the-new-one", SECRET);

    assertThat(BundleVerifier.verify(cancel(TIMESTAMP, CANCEL), rotated, NOW).signed()).isTrue();
  }

  @Test
  void aRetiredSecretIsNot() {
    assertRefused(
        RefusalCode.SIGNATURE_INVALID, cancel(TIMESTAMP, CANCEL), signed("new", "newer"), NOW);
  }

  @Test
  void aCancelSignatureOpensNoPortalNorTheOtherWayRound() {
    assertRefused(RefusalCode.SIGNATURE_INVALID, portal(TIMESTAMP, CANCEL), signed(SECRET), NOW);
    assertRefused(RefusalCode.SIGNATURE_INVALID, cancel(TIMESTAMP, PORTAL), signed(SECRET), NOW);
  }

  @Test
  void everySingleWrongDigitIsRefused() {
    for (int i = 0; i < CANCEL.length(); i++) {
      char other = CANCEL.charAt(i) == '0' ? '1' : '0';
      String wrong = CANCEL.substring(0, i) + other + CANCEL.substring(i + 1);
      assertRefused(RefusalCode.SIGNATURE_INVALID, cancel(TIMESTAMP, wrong), signed(SECRET), NOW);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "null",
        " " + CANCEL,
        CANCEL + "\n",
        CANCEL + "00",
        "sha256=" + CANCEL,
        CANCEL + "," + CANCEL,
        "0000000000000000000000000000000000000000000000000000000000000000",
        "\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100"
      })
  void whatIsNoSignatureReadsLikeAWrongOne(String signature) {
    assertRefused(RefusalCode.SIGNATURE_INVALID, cancel(TIMESTAMP, signature), signed(SECRET), NOW);
  }

  @Test
  void upperCaseIsRefused() {
    assertRefused(
        RefusalCode.SIGNATURE_INVALID,
        cancel(TIMESTAMP, CANCEL.toUpperCase(Locale.ROOT)),
        signed(SECRET),
        NOW);
  }

  @Test
  void aDigitOfAnotherScriptIsNotTakenForItsLowByte() {
    String lookalike = (char) (CANCEL.charAt(0) + 0x100) + CANCEL.substring(1);

    assertRefused(RefusalCode.SIGNATURE_INVALID, cancel(TIMESTAMP, lookalike), signed(SECRET), NOW);
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -299, 0, 299, 300})
  void bothEdgesOfTheWindowAreIn(long age) {
    assertThat(
            BundleVerifier.verify(cancel(TIMESTAMP, CANCEL), signed(SECRET), NOW.plusSeconds(age))
                .signed())
        .isTrue();
  }

  @Test
  void theWindowIsCountedInWholeSeconds() {
    Instant now = NOW.plusSeconds(300).plusNanos(999_999_999);

    assertThat(BundleVerifier.verify(cancel(TIMESTAMP, CANCEL), signed(SECRET), now).signed())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-100_000_000, -301, 301, 100_000_000})
  void beyondTheWindowIsRefused(long age) {
    assertRefused(
        RefusalCode.TIMESTAMP_OUT_OF_WINDOW,
        cancel(TIMESTAMP, CANCEL),
        signed(SECRET),
        NOW.plusSeconds(age));
  }

  @Test
  void whoCannotSignDoesNotLearnAboutTheClock() {
    assertRefused(
        RefusalCode.SIGNATURE_INVALID,
        cancel(TIMESTAMP, PORTAL),
        signed(SECRET),
        NOW.plusSeconds(9_999));
  }

  @Test
  void anUnsignedBundleIsTakenWhereTheWorkspaceDoes() {
    VerifiedBundle verified = BundleVerifier.verify(portal(null, null), unsignedUntil(null), NOW);

    assertThat(verified.signed()).isFalse();
    assertThat(verified.digest()).isEmpty();
  }

  @Test
  void anUnsignedBundleIsRefusedWhereSignaturesAreRequired() {
    assertRefused(RefusalCode.SIGNATURE_REQUIRED, portal(null, null), signed(SECRET), NOW);
  }

  @Test
  void anUnsignedBundleIsRefusedFromTheInstantThatWasSet() {
    assertRefused(RefusalCode.SIGNATURE_REQUIRED, portal(null, null), unsignedUntil(NOW), NOW);
    assertThat(
            BundleVerifier.verify(portal(null, null), unsignedUntil(NOW.plusMillis(1)), NOW)
                .signed())
        .isFalse();
  }

  @Test
  void halfABundleIsNeverTakenForUnsigned() {
    assertRefused(
        RefusalCode.SIGNATURE_REQUIRED, portal(TIMESTAMP, null), unsignedUntil(null), NOW);
  }

  @Test
  void aWrongSignatureIsNeverTakenForUnsigned() {
    assertRefused(RefusalCode.SIGNATURE_INVALID, portal(TIMESTAMP, ""), unsignedUntil(null), NOW);
    assertRefused(
        RefusalCode.SIGNATURE_INVALID, portal(TIMESTAMP, CANCEL), unsignedUntil(null), NOW);
    assertRefused(
        RefusalCode.TIMESTAMP_OUT_OF_WINDOW,
        portal(TIMESTAMP, PORTAL),
        unsignedUntil(null),
        NOW.plusSeconds(4_000));
  }

  @Test
  void theSameSignatureHasTheSameDigestAndAnotherAnother() {
    byte[] first =
        BundleVerifier.verify(cancel(TIMESTAMP, CANCEL), signed(SECRET), NOW).digest().get();
    byte[] again =
        BundleVerifier.verify(cancel(TIMESTAMP, CANCEL), signed("new", SECRET), NOW.plusSeconds(9))
            .digest()
            .get();
    byte[] other =
        BundleVerifier.verify(portal(TIMESTAMP, PORTAL), signed(SECRET), NOW).digest().get();

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void whichSecretSignedIsKnown() {
    SignedBundle bundle = cancel(TIMESTAMP, CANCEL);

    assertThat(BundleVerifier.verify(bundle, signed(SECRET, "bs_old"), NOW).signer())
        .isEqualTo(Signer.CURRENT);
    assertThat(BundleVerifier.verify(bundle, signed("bs_new", SECRET), NOW).signer())
        .isEqualTo(Signer.PREVIOUS);
    assertThat(BundleVerifier.verify(cancel(null, null), unsignedUntil(null), NOW).signer())
        .isEqualTo(Signer.NOBODY);
  }
}
