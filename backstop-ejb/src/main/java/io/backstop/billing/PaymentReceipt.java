package io.backstop.billing;

import java.util.List;

/**
 * What became of one press of "pay".
 *
 * @param payments one for each invoice that was tried, in the order of trying; empty when nothing
 *     that was agreed to was due any more
 */
public record PaymentReceipt(List<Payment> payments) {

  /** Where the press stands for the one who pressed. */
  public enum State {
    /** Nothing was due; nothing was charged. */
    NOTHING_DUE,
    /** All of it is paid. */
    PAID,
    /** The last one was refused; those before it are paid. */
    DECLINED,
    /** The last one waits for the customer at his bank. */
    NEEDS_ACTION,
    /** It is not known yet whether the last one is paid; it will be settled. */
    PENDING,
    /** The last one could not be tried; nothing was charged for it. */
    NOT_PAID
  }

  public State state() {
    if (payments.isEmpty()) {
      return State.NOTHING_DUE;
    }
    return switch (last().state()) {
      case PAID -> State.PAID;
      case DECLINED -> State.DECLINED;
      case NEEDS_ACTION -> State.NEEDS_ACTION;
      case SENT, UNKNOWN -> State.PENDING;
      case NOT_PAID -> State.NOT_PAID;
    };
  }

  /** The one that decided; there is one unless the state is NOTHING_DUE. */
  public Payment last() {
    return payments.get(payments.size() - 1);
  }

  /** Those that are paid. */
  public List<Payment> paid() {
    return payments.stream().filter(each -> each.state() == PaymentState.PAID).toList();
  }
}
