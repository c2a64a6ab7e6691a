package io.backstop.workshop;

import io.backstop.flow.cancel.TrafficSplit;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.SettingsWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the split that a workspace has this moment. */
final class Shares {

  private Shares() {}

  /** The setting's text. */
  static Optional<String> text(SettingsWriter settings, WorkspaceSlug workspace) {
    return settings.fresh(workspace).flatMap(now -> now.cancel().traffic());
  }

  /** The split of that text; empty when it is none: then the shipped flow is in force. */
  static Optional<TrafficSplit> read(String text) {
    try {
      return Optional.of(TrafficSplit.read(text));
    } catch (Refusal unreadable) {
      return Optional.empty();
    }
  }

  static List<Share> of(TrafficSplit split) {
    return split.parts().stream()
        .flatMap(
            part ->
                FlowId.of(part.flow()).stream()
                    .map(flow -> new Share(flow, part.number(), split.percent(part))))
        .toList();
  }

  /** How many percent of the new visits begin with a version of each flow; only those with any. */
  static Map<FlowId, Integer> percents(SettingsWriter settings, WorkspaceSlug workspace) {
    return text(settings, workspace)
        .flatMap(Shares::read)
        .map(Shares::of)
        .orElse(List.of())
        .stream()
        .collect(Collectors.toMap(Share::flow, Share::percent, Integer::sum));
  }
}
