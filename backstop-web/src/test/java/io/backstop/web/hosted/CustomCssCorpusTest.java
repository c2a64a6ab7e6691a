package io.backstop.web.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.brand.Checked;
import io.backstop.brand.CustomCss;
import io.backstop.brand.CustomSheet;
import io.backstop.corpus.CssRecipe;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus, as far as it is decided before a browser shows the page; the rest is CustomCssIT's.
 */
class CustomCssCorpusTest {

  private static final CustomCss CSS = new CustomCss();

  @BeforeAll
  static void compiledOnce() {
    CssRecipe.all().forEach(line -> CSS.check(line.css()));
  }

  static Stream<CssRecipe> benign() {
    return CssRecipe.all().stream().filter(CssRecipe::benign);
  }

  static Stream<CssRecipe> attacks() {
    return CssRecipe.all().stream().filter(line -> !line.benign());
  }

  @ParameterizedTest
  @MethodSource("benign")
  void whatIsProperIsServed(CssRecipe line) {
    Checked checked = CSS.check(line.css());

    assertThat(checked.flaws()).isEmpty();
    String served = checked.sheet().map(CustomSheet::text).orElse("");
    for (String pattern : line.mustKeep()) {
      assertThat(Pattern.compile(pattern).matcher(own(served)).find())
          .as(pattern + " in " + own(served))
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void whatIsHostileIsRefusedOrServedWithoutItsSting(CssRecipe line) {
    long before = System.nanoTime();
    Checked checked = CSS.check(line.css());
    long took = System.nanoTime() - before;

    assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofMillis(500));
    assertThat(checked.isValid() || checked.sheet().isEmpty()).isTrue();
    checked
        .flaws()
        .forEach(
            flaw -> {
              assertThat(flaw.line()).isPositive();
              assertThat(flaw.column()).isPositive();
              assertThat(flaw.sentence()).endsWith(".");
            });
    String served = checked.sheet().map(CustomSheet::text).map(CustomCssCorpusTest::own).orElse("");
    assertThat(served)
        .doesNotContain("<", "#{", "${", "evil.test", "@import", "@charset", "@font-face")
        .doesNotContainIgnoringCase("url(", "src(", "image(", "image-set", "expression", "-bs-")
        .doesNotContainPattern("\\[[^\\]]*(?:value|action|href|nonce|content|name|customer)")
        .doesNotContain("bs-protect");
  }

  @Test
  void everyLineIsRead() {
    List<CssRecipe> all = CssRecipe.all();
    assertThat(all).hasSize(164);
    assertThat(all.stream().filter(CssRecipe::benign)).hasSize(37);
  }

  /** What the merchant has written of what is served. */
  private static String own(String served) {
    if (served.isEmpty()) {
      return served;
    }
    int depth = 0;
    for (int i = 0; i < served.length(); i++) {
      depth += served.charAt(i) == '{' ? 1 : served.charAt(i) == '}' ? -1 : 0;
      if (depth == 0 && served.charAt(i) == '}') {
        return served.substring(i + 1);
      }
    }
    return Assertions.fail("the guard does not end: " + served);
  }
}
