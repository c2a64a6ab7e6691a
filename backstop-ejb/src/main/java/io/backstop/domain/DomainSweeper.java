package io.backstop.domain;

import io.backstop.member.Actor;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Looks at every active or suspended domain once a day. Every node runs one; whoever takes a row
 * first moves its time on, and the others pass it by. The timer is not persistent: what is due
 * stands in the table.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DomainSweeper {

  private final CustomDomains domains;
  private final DomainLedger ledger;

  /** For the container's proxy. */
  public DomainSweeper() {
    this(null, null);
  }

  @Inject
  DomainSweeper(CustomDomains domains, DomainLedger ledger) {
    this.domains = domains;
    this.ledger = ledger;
  }

  /** Works through what is due. */
  @Schedule(hour = "*", minute = "*", second = "45", persistent = false)
  public void sweep() {
    for (CustomDomain domain : ledger.take()) {
      domains.lookDaily(new Actor(domain.workspace(), "backstop", ""), domain);
    }
  }
}
