package io.backstop.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Surface;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake is made as a merchant's backend would make it. */
class SigningMistakeTest {

  private static final String SECRET = "bs_00ff10a0";
  private static final List<String> SECRETS = List.of("bs_other", SECRET);
  private static final String TEXT = "cus_a\nsub_a\n1795435200";

  private static String hmac(String secret, String text) {
    return BundleSigner.hex(secret.getBytes(StandardCharsets.UTF_8), text);
  }

  private static SigningMistake cancel(String signature) {
    return SigningMistake.of(
        SignedBundle.of(Surface.CANCEL, "acme", "cus_a", "sub_a", "1795435200", signature),
        "sub_a",
        SECRETS);
  }

  @ParameterizedTest
  @CsvSource({
    "cus_a\\nsub_a\\n1795435200\\n, LINE_END",
    "cus_a.sub_a.1795435200, SEPARATOR",
    "cus_asub_a1795435200, SEPARATOR",
    "cus_a\\r\\nsub_a\\r\\n1795435200, SEPARATOR",
    "sub_a\\ncus_a\\n1795435200, ORDER",
    "1795435200\\ncus_a\\nsub_a, ORDER",
    "cus_a\\n1795435200, NO_SUBSCRIPTION",
    "cus_b\\nsub_a\\n1795435200, UNKNOWN",
  })
  void aTextThatIsSignedWronglyIsRecognised(String text, SigningMistake mistake) {
    String real = text.replace("\\r", "\r").replace("\\n", "\n");

    assertThat(cancel(hmac(SECRET, real))).isEqualTo(mistake);
  }

  @Test
  void anEscapedLineFeedIsASeparator() {
    assertThat(cancel(hmac(SECRET, "cus_a\\nsub_a\\n1795435200")))
        .isEqualTo(SigningMistake.SEPARATOR);
  }

  @Test
  void theFormIsLookedAtFirst() {
    assertThat(cancel("")).isEqualTo(SigningMistake.FORM);
    assertThat(cancel("bm90IGhleA==")).isEqualTo(SigningMistake.FORM);
    assertThat(cancel(hmac(SECRET, TEXT).toUpperCase(Locale.ROOT)))
        .isEqualTo(SigningMistake.UPPER_CASE);
  }

  @Test
  void aSecretThatIsNotTakenAsItStandsIsRecognised() {
    assertThat(cancel(hmac(SECRET + "\n", TEXT))).isEqualTo(SigningMistake.SECRET_SPACE);
    assertThat(cancel(hmac("00ff10a0", TEXT))).isEqualTo(SigningMistake.SECRET_CUT);
    assertThat(cancel(BundleSigner.hex(HexFormat.of().parseHex("00ff10a0"), TEXT)))
        .isEqualTo(SigningMistake.SECRET_CUT);
    assertThat(cancel(hmac("bs_another", TEXT))).isEqualTo(SigningMistake.UNKNOWN);
  }

  @Test
  void aPortalsBundleSignedAsACancelBundleIsRecognised() {
    SignedBundle portal =
        SignedBundle.of(Surface.PORTAL, "acme", "cus_a", "sub_a", "1795435200", hmac(SECRET, TEXT));

    assertThat(SigningMistake.of(portal, "sub_a", SECRETS)).isEqualTo(SigningMistake.SUBSCRIPTION);
    assertThat(SigningMistake.of(portal, null, SECRETS)).isEqualTo(SigningMistake.UNKNOWN);
    assertThat(SigningMistake.of(portal, "no subscription", SECRETS))
        .isEqualTo(SigningMistake.UNKNOWN);
  }
}
