package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Route;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the pages about embedding.
 *
 * @param path below the workspace's address
 * @param key of its label
 */
public record EmbedTab(String path, String key, boolean shown) {

  /** Null leaves the attribute out. */
  public String current() {
    return shown ? "page" : null;
  }

  /** Those that he may see. */
  static List<EmbedTab> of(DashboardCall call) {
    return Stream.of(Route.EMBED, Route.EMBED_CALLS, Route.EMBED_TEST)
        .filter(page -> call.seat().may(page.right()))
        .map(
            page ->
                new EmbedTab(
                    page.path(),
                    "embed.tab" + page.path().substring("embed".length()).replace('/', '.'),
                    page == call.route().page()))
        .toList();
  }
}
