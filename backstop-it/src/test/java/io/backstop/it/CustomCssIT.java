package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.backstop.corpus.CssRecipe;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus of style sheets on the real cancel page, each line as a merchant's saved sheet. A
 * sheet that reaches the page is looked at on the survey and on the last page, wide and narrow, at
 * rest, under the pointer, with the focus. One that is left out, as a whole, leaves the very page
 * that there is without one: that page is looked at once, and each of the others compared with it.
 */
class CustomCssIT extends InShell {

  private static final int LARGEST = 64 * 1024;
  private static final int WIDE = 1280;
  private static final int PHONE = 390;

  /** What is wrong with an element as it is, once it has been scrolled to. */
  private static final String WHAT_IS_WRONG =
      """
      const wrongWith = (element) => {
        const wrong = [];
        const view = element.ownerDocument.defaultView;
        const style = view.getComputedStyle(element);
        element.scrollIntoView({ block: 'center', inline: 'center' });
        const box = element.getBoundingClientRect();
        if (box.width < 20 || box.height < 14) wrong.push('size');
        for (const share of [0.1, 0.5, 0.9]) {
          const x = box.left + box.width * share;
          const hit = document.elementFromPoint(x, box.top + box.height / 2);
          if (hit !== element && !element.contains(hit)) wrong.push('covered at ' + share);
        }
        if (parseFloat(style.fontSize) < 12) wrong.push('font');
        if (style.visibility !== 'visible') wrong.push('visibility');
        const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
        const light = (color) => {
          const [r, g, b] = numbers(color).map((c) => {
            const share = c / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        let ground;
        for (let around = element; around && !ground; around = around.parentElement) {
          const look = view.getComputedStyle(around);
          if (look.opacity !== '1') wrong.push('opacity');
          if (look.backgroundImage !== 'none') wrong.push('picture');
          if (numbers(look.backgroundColor)[3] !== 0) ground = look.backgroundColor;
        }
        const [a, b] = [light(style.color), light(ground ?? 'rgb(255, 255, 255)')];
        if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) wrong.push('contrast');
        for (const part of ['::before', '::after']) {
          if (view.getComputedStyle(element, part).content !== 'none') wrong.push(part);
        }
        return wrong.join(', ');
      };
      """;

  private static final String MIDDLE =
      """
      (element) => {
        element.scrollIntoView({ block: 'center', inline: 'center' });
        const box = element.getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2];
      }
      """;

  /** At rest; the element alone, for nothing else is scrolled to meanwhile. */
  private static final String AT_REST =
      "(element) => {" + WHAT_IS_WRONG + "return wrongWith(element); }";

  /** Under the pointer, which is there already; then with the focus. */
  private static final String WHEN_USED =
      "(element) => {"
          + WHAT_IS_WRONG
          + """
          const hover = wrongWith(element);
          element.focus();
          return [hover, wrongWith(element)];
        }
        """;

  private final List<String> elsewhere = new ArrayList<>();
  private final Map<String, Merchant> merchants = new HashMap<>();
  private String plain;

  CustomCssIT(Stage stage) {
    super(stage);
  }

  static Stream<CssRecipe> lines() {
    return CssRecipe.all().stream().filter(line -> line.css().length() <= LARGEST);
  }

  /** All at once: each would wait for its own settings to be in force. */
  @BeforeAll
  void everySheetIsSaved() {
    List<CssRecipe> lines = lines().toList();
    List<Merchant> opened =
        Merchant.openAll(stage, lines.stream().map(line -> settings(line.css())).toList());
    for (int i = 0; i < lines.size(); i++) {
      opened.get(i).stripeHas(Customers.MONTHLY);
      merchants.put(lines.get(i).name(), opened.get(i));
    }
    somebodyComesIn();
    plain = markup(open(""));
    leave();
  }

  /** As saving keeps it, though saving would refuse most of them. */
  private static Map<String, String> settings(String css) {
    Map<String, String> settings = new HashMap<>(Map.of("brand.color", "#4f46e5"));
    if (!css.isBlank()) {
      settings.put("brand.css", css.replace('\0', '\uFFFD'));
    }
    return settings;
  }

  private Merchant open(String css) {
    Merchant merchant = Merchant.open(stage, settings(css));
    merchant.stripeHas(Customers.MONTHLY);
    visit(merchant);
    return merchant;
  }

  private Locator sheet() {
    return page.locator("link[href*='/brand/']");
  }

  /** All of the page but whose it is, where, and in which session. */
  private String markup(Merchant merchant) {
    return page.content()
        .replace(URI.create(page.url()).getPath(), "/here")
        .replace(merchant.slug(), "merchant")
        .replaceAll("cs_[0-9a-z]{26}", "session")
        .replaceAll("name=\"key\" value=\"[^\"]+\"", "name=\"key\"");
  }

  private void visit(Merchant merchant) {
    elsewhere.clear();
    page.onRequest(
        request -> {
          if (!request.url().startsWith(stage.backstop().toString())
              && !request.url().startsWith("data:")) {
            elsewhere.add(request.url());
          }
        });
    page.navigate(merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada").toString());
  }

  @ParameterizedTest
  @MethodSource("lines")
  void noSheetTakesTheWayOut(CssRecipe line) {
    Merchant merchant = merchants.get(line.name());
    visit(merchant);
    if (!line.mustKeep().isEmpty()) {
      assertThat(sheet()).hasCount(1);
    }
    if (sheet().count() == 0) {
      assertThat(markup(merchant)).isEqualTo(plain);
    } else {
      theWayOutIsThere(line.name());
    }
    assertThat(elsewhere).isEmpty();
    assertThat(page.evaluate("() => window.__pwned === undefined")).isEqualTo(true);
  }

  @Test
  void withoutASheetTheWayOutIsThere() {
    open("");
    assertThat(sheet()).hasCount(0);
    theWayOutIsThere("no sheet");
  }

  private void theWayOutIsThere(String sheet) {
    assertThat(page.locator("main[data-backstop-step=survey]")).isVisible();
    everythingProtectedIsThere(sheet, WIDE, PHONE);
    page.locator("[data-backstop-action=cancel-anyway]").click();
    assertThat(page.locator("#bs-confirm-cancel")).isEnabled();
    assertThat(page.locator("#bs-confirm-cancel")).hasText("Cancel subscription");
    everythingProtectedIsThere(sheet, PHONE, WIDE);
  }

  private void everythingProtectedIsThere(String sheet, int... widths) {
    for (int width : widths) {
      if (page.viewportSize().width != width) {
        page.setViewportSize(width, 720);
      }
      List<Locator> all = page.locator("[data-bs-protected]").all();
      assertThat(all).isNotEmpty();
      for (Locator one : all) {
        assertThat(one.evaluate(AT_REST)).as(sheet + " at " + width).isEqualTo("");
        List<?> middle = (List<?>) one.evaluate(MIDDLE);
        page.mouse()
            .move(((Number) middle.get(0)).doubleValue(), ((Number) middle.get(1)).doubleValue());
        assertThat(one.evaluate(WHEN_USED))
            .as(sheet + " at " + width + ", under the pointer and with the focus")
            .isEqualTo(List.of("", ""));
      }
    }
  }

  @Test
  void aSheetIsAFileOfItsOwnThatNobodyElseGets() {
    open(".bs-title{letter-spacing:3px}");
    assertThat(sheet()).hasCount(1);
    assertThat(page.locator(".bs-title")).hasCSS("letter-spacing", "3px");
    var answer =
        page.request().get(stage.backstop().resolve(sheet().getAttribute("href")).toString());
    assertThat(answer.headers().get("content-type")).isEqualTo("text/css;charset=UTF-8");
    assertThat(answer.headers().get("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.headers().get("cache-control")).contains("immutable");
    assertThat(answer.headers()).doesNotContainKey("set-cookie");
  }

  @Test
  void anInvalidSheetIsLeftOut() {
    open("body{display:none}");
    assertThat(sheet()).hasCount(0);
    assertThat(page.locator("main")).isVisible();
  }
}
