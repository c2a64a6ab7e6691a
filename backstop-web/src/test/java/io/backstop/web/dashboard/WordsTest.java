package io.backstop.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.bundle.SigningMistake;
import io.backstop.kernel.RefusalCode;
import io.backstop.member.Role;
import io.backstop.member.TeamVerdict;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  private static ResourceBundle bundle(String language) {
    return ResourceBundle.getBundle(
        "io.backstop.web.dashboard.messages",
        Locale.forLanguageTag(language),
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  @Test
  void bothLanguagesHaveTheSameTextsWithTheSameParts() {
    ResourceBundle english = bundle("en");
    ResourceBundle german = bundle("de");

    assertThat(german.getLocale()).isEqualTo(Locale.GERMAN);
    assertThat(german.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      assertThat(new MessageFormat(german.getString(key)).getFormatsByArgumentIndex())
          .as(key)
          .hasSameSizeAs(new MessageFormat(english.getString(key)).getFormatsByArgumentIndex());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void noTextIsLoudOrLosesAnApostrophe(String language) {
    ResourceBundle texts = bundle(language);
    for (String key : texts.keySet()) {
      assertThat(texts.getString(key)).as(key).doesNotContain("!", "'").isNotBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void whatIsNamedByACodeHasItsText(String language) {
    ResourceBundle texts = bundle(language);
    for (TeamVerdict verdict : TeamVerdict.values()) {
      if (verdict != TeamVerdict.DONE) {
        assertThat(
                texts.containsKey(
                    "error.team." + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-')))
            .as(verdict.name())
            .isTrue();
      }
    }
    for (Role role : Role.values()) {
      assertThat(texts.containsKey("role." + role.wireName() + ".meaning")).isTrue();
    }
    for (Route route : Route.values()) {
      String path = route.page().path();
      String stem = path.isEmpty() ? "overview" : path.split("/")[0];
      assertThat(texts.containsKey(stem + ".title")).isTrue();
      assertThat(texts.containsKey(stem + ".about")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyReasonOfARefusedCallHasItsSentence(String language) {
    ResourceBundle texts = bundle(language);
    for (SigningMistake mistake : SigningMistake.values()) {
      String name = mistake.name().toLowerCase(Locale.ROOT);
      assertThat(texts.containsKey("calls.why.signature_invalid." + name)).as(name).isTrue();
    }
    for (RefusalCode code :
        List.of(
            RefusalCode.MALFORMED_REQUEST,
            RefusalCode.INVALID_FIELD,
            RefusalCode.RETURN_URL_NOT_ALLOWED,
            RefusalCode.WORKSPACE_UNAVAILABLE,
            RefusalCode.SIGNATURE_REQUIRED,
            RefusalCode.SIGNATURE_INVALID,
            RefusalCode.ORIGIN_NOT_ALLOWED,
            RefusalCode.RATE_LIMIT_EXCEEDED,
            RefusalCode.CUSTOMER_NOT_FOUND,
            RefusalCode.SUBSCRIPTION_NOT_FOUND,
            RefusalCode.SUBSCRIPTION_NOT_CANCELABLE,
            RefusalCode.BUNDLE_ALREADY_USED,
            RefusalCode.BILLING_UNAVAILABLE,
            RefusalCode.TEMPORARILY_UNAVAILABLE)) {
      assertThat(texts.containsKey("calls.why." + code.wireName())).as(code.name()).isTrue();
    }
  }
}
