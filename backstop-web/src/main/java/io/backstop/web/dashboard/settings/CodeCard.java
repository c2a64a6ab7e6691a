package io.backstop.web.dashboard.settings;

import io.backstop.kernel.Surface;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.settings.Snippets.How;
import io.backstop.web.dashboard.settings.Snippets.Snippet;
import java.util.Arrays;
import java.util.List;

/**
 * Code to copy, for the surface and the way of opening that the address names.
 *
 * @param page what stands on the merchant's page
 */
public record CodeCard(
    List<Choice> surfaces, List<Choice> ways, String way, List<Snippet> backends, String page) {

  /**
   * @param key of its label
   * @param href below the workspace's address
   */
  public record Choice(String key, String href, boolean chosen) {

    /** Null leaves the attribute out. */
    public String current() {
      return chosen ? "true" : null;
    }
  }

  static CodeCard of(DashboardCall call, String host) {
    Surface surface =
        Arrays.stream(Surface.values())
            .filter(each -> each.wireName().equals(call.field("for")))
            .findFirst()
            .orElse(Surface.CANCEL);
    How how =
        Arrays.stream(How.values())
            .filter(each -> each.id().equals(call.field("how")))
            .findFirst()
            .orElse(How.OVERLAY);
    Snippets snippets = new Snippets(surface, how, call.workspace().slug().value(), host);
    return new CodeCard(
        Arrays.stream(Surface.values())
            .map(each -> choice("code.for.", each.wireName(), each, how, each == surface))
            .toList(),
        Arrays.stream(How.values())
            .map(each -> choice("code.how.", each.id(), surface, each, each == how))
            .toList(),
        how.id(),
        snippets.backends(),
        snippets.page());
  }

  private static Choice choice(String stem, String name, Surface surface, How how, boolean chosen) {
    return new Choice(
        stem + name, "embed?for=" + surface.wireName() + "&how=" + how.id() + "#snippets", chosen);
  }
}
