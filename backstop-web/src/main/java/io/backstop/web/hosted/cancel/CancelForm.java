package io.backstop.web.hosted.cancel;

import io.backstop.flow.cancel.Choice;
import io.backstop.flow.cancel.Choice.Action;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of the cancel flow's forms: {@code action}, {@code step}, {@code reason}, and a
 * comment for each reason that asks for one, {@code comment-<reason>} ({@code comment} alone is
 * taken too).
 */
final class CancelForm {

  private static final String COMMENT = "comment";

  private CancelForm() {}

  /** What was chosen; empty when the form names no action of ours. */
  static Optional<Choice> read(HttpServletRequest form) {
    Optional<String> reason = field(form, "reason");
    Optional<String> comment =
        reason
            .flatMap(picked -> field(form, COMMENT + "-" + picked))
            .or(() -> field(form, COMMENT));
    return action(form.getParameter("action"))
        .map(action -> new Choice(action, field(form, "step").orElse(""), reason, comment));
  }

  private static String wireName(Action action) {
    return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Action> action(String wireName) {
    return Arrays.stream(Action.values())
        .filter(action -> wireName(action).equals(wireName))
        .findFirst();
  }

  private static Optional<String> field(HttpServletRequest form, String name) {
    return Optional.ofNullable(form.getParameter(name)).filter(value -> !value.isBlank());
  }
}
