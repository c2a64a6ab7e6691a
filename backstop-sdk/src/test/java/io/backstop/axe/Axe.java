package io.backstop.axe;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core, which checks accessibility, has to say of a frame. */
public final class Axe {

  private static final String VIOLATIONS =
      """
      async (leftOut) => {
        const moving = document.getAnimations().filter(
          (it) => it.effect.getComputedTiming().endTime !== Infinity);
        await Promise.allSettled(moving.map((it) => it.finished));
        const { violations } = await axe.run({
          iframes: false,
          resultTypes: ['violations'],
          rules: Object.fromEntries(leftOut.map((rule) => [rule, { enabled: false }])),
        });
        return violations.map((rule) => rule.id + ': '
          + rule.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; '));
      }
      """;
  private static final String SCRIPT = script();

  private Axe() {}

  /**
   * The rules that {@code frame} breaks, each with what breaks it, once what moves there has come
   * to rest. Frames inside it are not looked at: the library's own way through them takes seconds.
   *
   * @param leftOut rules that are not asked for
   */
  public static List<String> violations(Frame frame, List<String> leftOut) {
    if (frame.evaluate("() => typeof axe === 'undefined'").equals(true)) {
      frame.evaluate(SCRIPT);
    }
    List<?> violations = (List<?>) frame.evaluate(VIOLATIONS, leftOut);
    return violations.stream().map(String.class::cast).toList();
  }

  /** The script of the library, as its archive has it. */
  private static String script() {
    try (InputStream source = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
