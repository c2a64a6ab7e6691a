package io.backstop.domain;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Actor;
import io.backstop.workspace.BaseUrl;
import io.backstop.workspace.KeyRing;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Optional;

/**
 * A workspace's custom domain, one at most: added, looked for in DNS, removed. Rights are the
 * caller's to check. Has no transaction of its own: DNS is asked outside of any.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CustomDomains {

  private final DomainTable table;
  private final DomainLedger ledger;
  private final NameServers dns;
  private final KeyRing keys;
  private final LayeredConfig config;
  private final Workspaces workspaces;

  /** For the container's proxy. */
  public CustomDomains() {
    this(null, null, null, null, null, null);
  }

  @Inject
  CustomDomains(
      DomainTable table,
      DomainLedger ledger,
      NameServers dns,
      KeyRing keys,
      LayeredConfig config,
      Workspaces workspaces) {
    this.table = table;
    this.ledger = ledger;
    this.dns = dns;
    this.keys = keys;
    this.config = config;
    this.workspaces = workspaces;
  }

  /** The domain that the workspace has; empty when there is none. */
  public Optional<CustomDomain> of(WorkspaceSlug workspace) {
    return table.of(workspace);
  }

  /** What is wrong with a host as it was typed, or the host. */
  public HostReading read(String typed) {
    return HostGrammar.read(typed, ownHost());
  }

  /** Claims a host that {@link #read} has let pass; false when the workspace has a domain. */
  public boolean add(Actor by, HostName host) {
    return ledger.add(by, host);
  }

  /** What has to stand in DNS for {@code domain}; bound to workspace, host and claim. */
  public DomainRecords records(CustomDomain domain) {
    byte[] bits =
        keys.derive("domain", domain.workspace().value(), domain.host().value(), domain.id());
    String proof =
        "backstop-verify=" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    String target = config.value("backstop.domain.target").orElseGet(this::ownHost);
    return new DomainRecords(domain.host(), target, proof);
  }

  /**
   * Looks into DNS now, and acts on it; a few seconds at most. That the records of an active domain
   * are missing is shown, and counts on the day's own look alone.
   */
  public Verdict verify(Actor by, CustomDomain domain) {
    return verdict(by, domain, false);
  }

  /** The day's look. */
  public void lookDaily(Actor by, CustomDomain domain) {
    verdict(by, domain, true);
  }

  private Verdict verdict(Actor by, CustomDomain domain, boolean daily) {
    Sighting seen = dns.look(records(domain));
    DomainState state = ledger.conclude(by, domain, seen, daily);
    if (!seen.answered()) {
      return Verdict.UNANSWERED;
    }
    if (!seen.proved()) {
      return Verdict.UNPROVED;
    }
    if (!seen.pointsHere()) {
      return Verdict.ELSEWHERE;
    }
    return switch (state) {
      case ACTIVE -> Verdict.ACTIVE;
      case REMOVED -> Verdict.UNPROVED; // its proof went with the claim
      case PENDING, SUSPENDED -> Verdict.TAKEN;
    };
  }

  /** Gives the domain up; false when that was done already. */
  public boolean remove(Actor by, CustomDomain domain) {
    return ledger.remove(by, domain);
  }

  /**
   * Whether certificates may be had for {@code host}, which is an active domain of a workspace that
   * is there and not suspended: one statement, no DNS.
   */
  public boolean isServed(String host) {
    return read(host)
        .host()
        .flatMap(name -> table.serving(name.value()))
        .flatMap(workspaces::find)
        .filter(workspace -> !workspace.suspended())
        .isPresent();
  }

  private String ownHost() {
    return BaseUrl.of(config).host().orElse("");
  }
}
