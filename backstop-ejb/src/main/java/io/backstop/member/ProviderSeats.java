package io.backstop.member;

import io.backstop.kernel.WorkspaceSlug;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Has a seat follow what a provider's groups are worth: made, changed and taken away as they say. A
 * seat that somebody has given by hand stays as it is, and so does the last owner's.
 */
@Dependent
class ProviderSeats {

  private final TeamTable table;
  private final AuditLog audit;
  private final Clock clock;

  @Inject
  ProviderSeats(TeamTable table, AuditLog audit, Clock clock) {
    this.table = table;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param due the role that his groups have there
   */
  void follow(WorkspaceSlug workspace, Member member, Optional<Role> due, String address) {
    Optional<TeamTable.Held> held = table.held(workspace, member);
    if (held.map(h -> !h.byProvider() || due.equals(Optional.of(h.role()))).orElse(due.isEmpty())) {
      return;
    }
    table.lock(workspace);
    String who = member.mail().value();
    if (held.isEmpty()) {
      if (table.seatByProvider(workspace, member, due.get(), clock.instant())) {
        audit.write(workspace, who, "member.joined", by(due.get().wireName()), address);
      }
    } else if (held.get().role() != Role.OWNER || table.owners(workspace) > 1) {
      if (due.isPresent()) {
        table.follow(workspace, member, due.get());
        String change = held.get().role().wireName() + " → " + due.get().wireName();
        audit.write(workspace, who, "role.changed", by(who + ": " + change), address);
      } else {
        table.unseat(workspace, member);
        audit.write(workspace, who, "member.removed", by(who), address);
      }
    }
  }

  private static String by(String what) {
    return what + " (by the provider’s groups)";
  }
}
