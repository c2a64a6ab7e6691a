package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param id of the claim; an empty text when there is no domain, as is then all but the first three
 * @param typed what was typed, when that was no host
 * @param error the key of what was wrong, or an empty text
 * @param letters the host in letters, where it has others than ASCII's
 * @param seen the records that DNS had when it was last asked
 * @param checked when that was, in words
 */
public record DomainView(
    boolean mayChange,
    String id,
    String typed,
    String error,
    String host,
    String letters,
    String state,
    String target,
    String proof,
    List<String> seen,
    String checked)
    implements View {

  @Override
  public String template() {
    return "domain.xhtml";
  }

  @Override
  public String stem() {
    return "domain";
  }
}
