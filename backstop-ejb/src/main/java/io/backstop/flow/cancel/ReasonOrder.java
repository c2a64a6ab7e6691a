package io.backstop.flow.cancel;

import io.backstop.flow.cancel.FlowDefinition.Reason;
import io.backstop.kernel.CustomerId;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which one customer sees the answers: mixed, so that no answer is picked more often
 * for being first, yet the same at every look, and "something else" last.
 */
final class ReasonOrder {

  private ReasonOrder() {}

  static List<Reason> of(FlowDefinition flow, CustomerId customer) {
    return flow.reasons().stream()
        .sorted(
            Comparator.comparing((Reason reason) -> reason.id().equals(FlowDefinitions.OTHER))
                .thenComparing(
                    reason ->
                        FlowDefinitions.digest(
                            customer.value() + '\n' + flow.digest() + '\n' + reason.id())))
        .toList();
  }
}
