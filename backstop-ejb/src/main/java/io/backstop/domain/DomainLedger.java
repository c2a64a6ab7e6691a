package io.backstop.domain;

import io.backstop.kernel.Ids;
import io.backstop.member.Actor;
import io.backstop.member.AuditLog;
import io.backstop.workspace.SettingsWriter;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes what becomes of domains: row, setting and audit line in one transaction. Who decides about
 * one host does so one after the other, so that of two proofs at once one wins.
 */
@Stateless
public class DomainLedger {

  static final String SETTING = "domain.host";
  static final int MOST_MISSES = 3;

  private static final Duration DAILY = Duration.ofHours(24);
  private static final Duration AFTER_SILENCE = Duration.ofHours(1);
  private static final Duration TOMBSTONE = Duration.ofDays(30);

  private final DomainTable table;
  private final SettingsWriter settings;
  private final AuditLog audit;
  private final Clock clock;

  /** For the container's proxy. */
  public DomainLedger() {
    this(null, null, null, null);
  }

  @Inject
  DomainLedger(DomainTable table, SettingsWriter settings, AuditLog audit, Clock clock) {
    this.table = table;
    this.settings = settings;
    this.audit = audit;
    this.clock = clock;
  }

  /** Claims {@code host}; false when the workspace has a domain. */
  public boolean add(Actor by, HostName host) {
    Instant now = clock.instant();
    boolean added = table.add(by.workspace(), Ids.next("dom_", now), host, now);
    if (added) {
      audit.write(by, "domain.added", host.value());
    }
    return added;
  }

  /** Gives the domain up; its host may be claimed by anybody, who has to prove it anew. */
  public boolean remove(Actor by, CustomDomain domain) {
    boolean removed = table.remove(domain, clock.instant().plus(TOMBSTONE));
    if (removed) {
      settings.save(domain.workspace(), SETTING, "");
      audit.write(by, "domain.removed", domain.host().value());
    }
    return removed;
  }

  /**
   * Writes down what was seen, and what follows from it. A host that serves another workspace stays
   * as it is. Where somebody else has looked at the domain meanwhile, a miss does not count twice,
   * and a sight of the records is measured against what he has left.
   *
   * @param daily whether this is the day's own look, on which a miss counts
   * @return the state that it is in now
   */
  public DomainState conclude(Actor by, CustomDomain domain, Sighting seen, boolean daily) {
    table.lock(domain.host());
    Instant now = clock.instant();
    DomainState before = domain.state();
    boolean taken =
        table
            .serving(domain.host().value())
            .filter(owner -> !owner.equals(domain.workspace()))
            .isPresent();
    boolean active = before == DomainState.ACTIVE;
    boolean miss = daily && active && seen.answered() && !seen.met();
    int misses = seen.met() ? 0 : domain.misses() + (miss ? 1 : 0);
    DomainState after =
        seen.met() && !taken
            ? DomainState.ACTIVE
            : misses >= MOST_MISSES ? DomainState.SUSPENDED : before;
    Optional<Instant> due =
        active && !daily && !seen.met()
            ? Optional.empty()
            : Optional.of(now.plus(seen.answered() ? DAILY : AFTER_SILENCE));
    String shown = String.join("\n", seen.records());
    if (!table.note(domain, after, shown, misses, now, due)) {
      return table
          .of(domain.workspace())
          .filter(left -> left.id().equals(domain.id()))
          .map(left -> seen.met() ? conclude(by, left, seen, daily) : left.state())
          .orElse(DomainState.REMOVED);
    }
    if (after != before) {
      boolean serves = after == DomainState.ACTIVE;
      settings.save(domain.workspace(), SETTING, serves ? domain.host().value() : "");
      audit.write(by, serves ? "domain.active" : "domain.suspended", domain.host().value());
    }
    return after;
  }

  /** What this node is to look at now. */
  public List<CustomDomain> take() {
    Instant now = clock.instant();
    return table.take(now, now.plus(AFTER_SILENCE), 20);
  }
}
