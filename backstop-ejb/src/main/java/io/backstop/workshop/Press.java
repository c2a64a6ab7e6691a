package io.backstop.workshop;

import io.backstop.member.AuditLog;
import io.backstop.member.Seat;
import io.backstop.workshop.Finding.Severity;
import io.backstop.workshop.Published.Verdict;
import io.backstop.workspace.SettingsWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Makes published versions of drafts. Whoever calls holds the flow, so numbers have no gaps. */
@Dependent
class Press {

  private final ReleaseTable versions;
  private final FlowTable table;
  private final AuditLog audit;
  private final SettingsWriter settings;
  private final Clock clock;

  @Inject
  Press(
      ReleaseTable versions,
      FlowTable table,
      AuditLog audit,
      SettingsWriter settings,
      Clock clock) {
    this.versions = versions;
    this.table = table;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** See {@link FlowWorkshop#publish}. */
  Published publish(Seat by, Optional<FlowDraft> held, int revision) {
    if (held.isEmpty()) {
      return new Published(Verdict.NOT_HERE, Optional.empty(), List.of(), held);
    }
    FlowDraft draft = held.get();
    List<Finding> findings =
        FlowLint.check(draft.document(), settings.fresh(by.workspace()).orElseThrow());
    if (draft.archived()) {
      return new Published(Verdict.ARCHIVED, Optional.empty(), findings, held);
    }
    List<Release> before = versions.all(by.workspace(), draft.flow());
    Optional<Release> same =
        before.stream()
            .filter(version -> version.revision() == revision)
            .findFirst()
            .or(() -> before.stream().findFirst().filter(last -> last.says(draft)));
    if (same.isPresent()) {
      return new Published(Verdict.ALREADY_PUBLISHED, same, findings, held);
    }
    if (draft.revision() != revision) {
      return new Published(Verdict.CHANGED_MEANWHILE, Optional.empty(), findings, held);
    }
    if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      return new Published(Verdict.FAULTY, Optional.empty(), findings, held);
    }
    int number = before.stream().findFirst().map(last -> last.number() + 1).orElse(1);
    Release release = versions.add(by, draft, number, clock.instant());
    audit.write(by, "flow.published", draft.flow() + " " + draft.name() + ", version " + number);
    return new Published(
        Verdict.PUBLISHED,
        Optional.of(release),
        findings,
        table.draft(by.workspace(), draft.flow()));
  }
}
