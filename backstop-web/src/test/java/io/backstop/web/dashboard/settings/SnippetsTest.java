package io.backstop.web.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Surface;
import io.backstop.web.dashboard.settings.Snippets.How;
import io.backstop.web.dashboard.settings.Snippets.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One text a snippet: what the dashboard gives is what the guide shows, and the demo runs. */
class SnippetsTest {

  private static final Path GUIDE = Path.of("../docs/guide/embed.md");
  private static final Path DEMO =
      Path.of("../backstop-demo/src/main/resources/io/backstop/demo/shop/frame.js");

  private static Snippets of(Surface surface, How how) {
    return new Snippets(surface, how, "acme", "https://backstop.example");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theGuideShowsEveryBackend(Language language) throws IOException {
    Snippets cancel = of(Surface.CANCEL, How.REDIRECT);

    assertThat(Files.readString(GUIDE)).contains("\n" + cancel.signer(language) + "\n```");
    assertThat(Files.readString(GUIDE)).contains("\n" + cancel.linkGetter(language) + "\n```");
  }

  @ParameterizedTest
  @EnumSource(How.class)
  void theGuideShowsEveryPage(How how) throws IOException {
    String block = "\n" + of(Surface.CANCEL, how).page() + "\n```";
    String inAList = block.replaceAll("\n(?!\n)", "\n   ");

    assertThat(Files.readString(GUIDE))
        .matches(text -> text.contains(block) || text.contains(inAList), how.id());
  }

  @Test
  void theDemosFrameIsTheSnippets() throws IOException {
    String page = of(Surface.CANCEL, How.FRAME).page();
    String show = page.substring(page.indexOf("  const show = "), page.indexOf("\n</script>"));

    assertThat(Files.readString(DEMO)).contains(show.replaceAll("(?m)^ {2}", ""));
  }

  @ParameterizedTest
  @EnumSource(Surface.class)
  void nothingIsLeftToFillInAndOnlyCancelKnowsASubscription(Surface surface) {
    for (How how : How.values()) {
      Snippets snippets = of(surface, how);
      List<String> backends = snippets.backends().stream().map(Snippets.Snippet::text).toList();
      assertThat(backends).hasSize(Language.values().length);
      assertThat(String.join("\n", backends) + snippets.page()).doesNotContain("{{", "«", "»");
      assertThat(backends)
          .allMatch(text -> text.contains("subscription") == (surface == Surface.CANCEL))
          .allMatch(text -> text.contains("BACKSTOP_EMBED_SECRET"))
          .allMatch(
              text ->
                  text.contains("https://backstop.example/api/embed/" + surface.wireName())
                      == (how == How.REDIRECT));
    }
  }
}
