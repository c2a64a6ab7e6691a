package io.backstop.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdjustableTest {

  @Test
  void eachIsFoundByItsKeyAndNoSecretIsAmongThem() {
    for (Adjustable each : Adjustable.values()) {
      assertThat(Adjustable.of(each.key())).contains(each);
    }
    assertThat(Arrays.stream(Adjustable.values()).map(Adjustable::key))
        .noneMatch(key -> key.contains("secret") || key.startsWith("stripe."));
    assertThat(Adjustable.of("embed.secret")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "embed.require-signature, Yes, true",
    "embed.unsigned-until, 2026-12-01T00:00:00.000Z, 2026-12-01T00:00:00Z",
    "embed.allowed-origins, 'HTTPS://A.example/, https://b.example:443', "
        + "'https://a.example,https://b.example'",
    "cancel.link-lifetime, PT90M, PT1H30M",
    "cancel.timing, period-end, period-end",
    "portal.link-lifetime, P3650D, PT87600H",
    "unsigned.link-lifetime, P1D, PT24H",
    "cancel.offer-cooldown, P3M, P3M",
    "cancel.offer-cooldown, PT0S, PT0S",
    "portal.plans, 'price_1, price_1 ,price_2', 'price_1,price_2'",
    "wall.exit-url, mailto:help@acme.example, mailto:help@acme.example",
    "brand.color, #AA00ff, #aa00ff",
    "brand.theme, dark, dark"
  })
  void whatMeansSomethingIsSavedInOneForm(String key, String typed, String saved) {
    assertThat(Adjustable.of(key).orElseThrow().checked(typed)).isEqualTo(saved);
  }

  @ParameterizedTest
  @CsvSource({
    "embed.require-signature, maybe",
    "embed.unsigned-until, tomorrow",
    "embed.allowed-origins, https://a.example/path",
    "embed.allowed-origins, http://a.example",
    "cancel.link-lifetime, PT0S",
    "cancel.link-lifetime, -PT5M",
    "cancel.link-lifetime, P8D",
    "portal.link-lifetime, PT59M",
    "portal.link-lifetime, P3651D",
    "wall.link-lifetime, PT30S",
    "unsigned.link-lifetime, PT25H",
    "cancel.offer-cooldown, P11Y",
    "cancel.offer-cooldown, P999999999Y",
    "cancel.timing, PERIOD_END",
    "cancel.offer-cooldown, P-1D",
    "cancel.offer-cooldown, ninety days",
    "portal.plans, 'price 1'",
    "wall.exit-url, javascript:alert(1)",
    "wall.exit-url, http://acme.example",
    "brand.color, red",
    "brand.theme, sepia"
  })
  void whatMeansNothingIsRefused(String key, String typed) {
    Adjustable setting = Adjustable.of(key).orElseThrow();
    assertThatThrownBy(() -> setting.checked(typed)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameIsNoLongerThanEightyAndHasNoControlCharacters() {
    assertThat(Adjustable.BRAND_NAME.checked("x".repeat(80))).hasSize(80);
    assertThatThrownBy(() -> Adjustable.BRAND_NAME.checked("x".repeat(81)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Adjustable.BRAND_NAME.checked("a\u0007b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
