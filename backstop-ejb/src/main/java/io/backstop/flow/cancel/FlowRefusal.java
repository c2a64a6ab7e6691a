package io.backstop.flow.cancel;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A document that is refused: {@code INVALID_FIELD}, the place as {@link #param} and at the
 * beginning of the message.
 */
public final class FlowRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  private final FlowFault fault;
  private final String[] arguments;

  FlowRefusal(String path, FlowFault fault, Object... arguments) {
    super(
        RefusalCode.INVALID_FIELD,
        path,
        (path.isEmpty() ? "the document" : path) + ": " + fault.sentence(arguments),
        null);
    this.fault = fault;
    this.arguments = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
  }

  public FlowFault fault() {
    return fault;
  }

  /** What of it, as {@link FlowFault} says; texts are short and printable. */
  public List<String> arguments() {
    return List.of(arguments);
  }
}
