package io.backstop.flow.cancel;

import java.util.Optional;

/**
 * What a customer did on one step.
 *
 * @param action what was pressed
 * @param step the key of the step whose form was sent ({@link CancelStep#key()}); a form of another
 *     step than the visit is at changes nothing, and the step the visit is at is shown
 * @param reason the answer to the survey, if one was picked
 * @param comment free text, trimmed and cut to 2,000 characters by the flow
 */
public record Choice(
    Action action, String step, Optional<String> reason, Optional<String> comment) {

  /** The actions a step's form can send. */
  public enum Action {
    CONTINUE,
    ACCEPT_OFFER,
    DECLINE_OFFER,
    CANCEL_ANYWAY,
    KEEP,
    CONFIRM_CANCEL,
    BACK,
    CLOSE
  }
}
