package io.backstop.flow.cancel;

import io.backstop.flow.cancel.FlowDefinition.Reason;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What each choice that ends nothing does to an open visit at its present stop. A choice that the
 * stop does not have does nothing; "cancel anyway" leads to the confirmation from every stop.
 */
final class Walk {

  private static final int MAX_COMMENT = 2_000;

  private Walk() {}

  static Consumer<Visit> of(Choice choice, FlowDefinition flow) {
    return switch (choice.action()) {
      case CONTINUE -> visit -> goOn(visit, choice, flow);
      case DECLINE_OFFER -> visit -> decline(visit, flow);
      case CANCEL_ANYWAY -> visit -> leave(visit, choice, flow);
      case BACK -> Visit::goBack;
      default -> visit -> {};
    };
  }

  private static void goOn(Visit visit, Choice choice, FlowDefinition flow) {
    Stop stop = visit.stop();
    if (stop.equals(Stop.SURVEY)) {
      answer(visit, choice, flow);
    }
    if (stop.equals(Stop.SURVEY) || stop.equals(Stop.STORIES)) {
      visit.goOn(FlowPath.of(flow, visit.reason()).after(stop));
    }
  }

  private static void decline(Visit visit, FlowDefinition flow) {
    Stop stop = visit.stop();
    if (stop.kind() == Stop.Kind.OFFER) {
      visit.declined();
      visit.goOn(FlowPath.of(flow, visit.reason()).after(stop));
    }
  }

  private static void leave(Visit visit, Choice choice, FlowDefinition flow) {
    Stop stop = visit.stop();
    if (stop.equals(Stop.CONFIRM)) {
      return;
    }
    if (stop.equals(Stop.SURVEY) && (choice.reason().isPresent() || choice.comment().isPresent())) {
      answer(visit, choice, flow);
    }
    if (stop.kind() == Stop.Kind.OFFER) {
      visit.declined();
    }
    visit.goOn(Stop.CONFIRM);
  }

  /**
   * Words that were typed for an answer which was then not given are not kept: a hidden field must
   * not tell what its author has taken back.
   */
  private static void answer(Visit visit, Choice choice, FlowDefinition flow) {
    Optional<Reason> reason =
        flow.reasons().stream()
            .filter(each -> choice.reason().equals(Optional.of(each.id())))
            .findFirst();
    boolean asked = reason.map(Reason::comment).orElse(true);
    visit.answered(
        reason.map(Reason::id), choice.comment().filter(words -> asked).flatMap(Walk::tidy));
  }

  /** Trimmed, without what PostgreSQL cannot store, and cut to 2,000 characters. */
  private static Optional<String> tidy(String words) {
    String clean = words.replaceAll("[\\p{Cs}\\p{Cntrl}&&[^\\n\\t]]", "").strip();
    int length = Math.min(MAX_COMMENT, clean.codePointCount(0, clean.length()));
    String cut = clean.substring(0, clean.offsetByCodePoints(0, length)).strip();
    return Optional.of(cut).filter(text -> !text.isEmpty());
  }
}
