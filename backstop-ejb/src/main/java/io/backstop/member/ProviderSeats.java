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
   * Most sign-ins change nothing and wait for nobody. Where there is something to change, it is
   * looked at once more under the team's lock: somebody may have given the seat by hand, or made
   * him the last owner, while this waited.
   *
   * @param due the role that his groups have there
   */
  void follow(WorkspaceSlug workspace, Member member, Optional<Role> due, String address) {
    if (isDone(table.held(workspace, member), due)) {
      return;
    }
    table.lock(workspace);
    Optional<TeamTable.Held> held = table.held(workspace, member);
    if (isDone(held, due)) {
      return;
    }
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

  private static boolean isDone(Optional<TeamTable.Held> held, Optional<Role> due) {
    return held.map(seat -> !seat.byProvider() || due.equals(Optional.of(seat.role())))
        .orElse(due.isEmpty());
  }

  private static String by(String what) {
    return what + " (by the provider’s groups)";
  }
}
