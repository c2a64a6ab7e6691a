package io.backstop.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Actor;
import io.backstop.member.AuditLog;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import io.backstop.workspace.Layers;
import io.backstop.workspace.Node;
import io.backstop.workspace.Settings;
import io.backstop.workspace.Writers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** A domain's life, against a DNS that says what it is told; the life-cycle lines of the corpus. */
class CustomDomainsTest {

  private static final String HOST = "billing.merchant.test";

  private final TestDatabase database = TestDatabase.fresh();
  private final SetClock clock = new SetClock("2026-11-28T12:00:00Z");
  private final DnsStand dns = new DnsStand();
  private final Layers layers =
      new Layers()
          .with(300, "backstop.base-url", "https://backstop.test")
          .with(300, "backstop.domain.resolver", dns.address());
  private final Node node = new Node(database.dataSource(), layers, clock);
  private final Statements statements = new Statements(database.dataSource());
  private final DomainTable table = new DomainTable(statements);
  private final DomainLedger ledger =
      new DomainLedger(
          table, Writers.of(node, database.dataSource()), new AuditLog(statements, clock), clock);
  private final CustomDomains domains =
      new CustomDomains(
          table, ledger, new NameServers(node.config), node.keys, node.config, node.workspaces);
  private final DomainSweeper sweeper = new DomainSweeper(domains, ledger);
  private final ServedHosts hosts = new ServedHosts(table, node.config, clock);
  private final Actor acme = workspace();
  private final Actor beta = workspace();

  @AfterEach
  void close() {
    dns.close();
  }

  private Actor workspace() {
    String slug = Ids.next("w", clock.instant());
    new Settings(database).create(slug);
    return new Actor(new WorkspaceSlug(slug), "owner@acme.example", "192.0.2.1");
  }

  private CustomDomain added(Actor by) {
    assertThat(domains.add(by, new HostName(HOST))).isTrue();
    return domain(by);
  }

  private CustomDomain domain(Actor by) {
    return domains.of(by.workspace()).orElseThrow();
  }

  private Verdict verify(Actor by) {
    return domains.verify(by, domain(by));
  }

  private void points() {
    dns.says(HOST, Type.A, HOST + ". CNAME backstop.test.");
  }

  private void proves(CustomDomain domain) {
    proof(domains.records(domain).proof());
  }

  private void proof(String text) {
    String name = "_backstop-verify." + HOST;
    dns.says(name, Type.TXT, name + ". TXT \"v=spf1 -all\"", name + ". TXT \"" + text + "\"");
  }

  private void activate(Actor by) {
    points();
    proves(added(by));
    assertThat(verify(by)).isEqualTo(Verdict.ACTIVE);
  }

  private void dayPasses() {
    clock.pass(Duration.ofHours(25));
    sweeper.sweep();
  }

  private Optional<String> linkHost(Actor of) {
    return node.workspaces.findFresh(of.workspace()).orElseThrow().domain();
  }

  @Test
  void aProvedHostThatPointsHereServesItsWorkspace() {
    points();
    proves(added(acme));
    assertThat(domains.isServed(HOST)).as("pending").isFalse();

    assertThat(verify(acme)).isEqualTo(Verdict.ACTIVE);

    assertThat(domains.isServed(HOST)).isTrue();
    assertThat(domains.isServed("evil.test")).isFalse();
    assertThat(linkHost(acme)).contains(HOST);
    assertThat(hosts.workspaceOf(HOST)).contains(acme.workspace());
    assertThat(hosts.workspaceOf("backstop.test")).isEmpty();
  }

  @Test
  void aDanglingCnameIsNoProof() {
    points();
    added(acme);

    assertThat(verify(acme)).isEqualTo(Verdict.UNPROVED);
    assertThat(domains.isServed(HOST)).isFalse();
    assertThat(linkHost(acme)).isEmpty();
  }

  @Test
  void theProofOfAnotherWorkspaceIsNone() {
    points();
    proves(added(beta));
    added(acme);

    assertThat(verify(acme)).isEqualTo(Verdict.UNPROVED);
    assertThat(domain(acme).seen()).contains("CNAME backstop.test").contains("TXT v=spf1 -all");
  }

  @Test
  void aProofSplitIntoStringsIsRead() {
    points();
    String proof = domains.records(added(acme)).proof();
    String name = "_backstop-verify." + HOST;
    String split = "\"" + proof.substring(0, 20) + "\" \"" + proof.substring(20) + "\"";
    dns.says(name, Type.TXT, name + ". TXT " + split);

    assertThat(verify(acme)).isEqualTo(Verdict.ACTIVE);
  }

  @Test
  void aChainIsFollowedAndAForeignOneIsNot() {
    proves(added(acme));
    dns.says(HOST, Type.A, HOST + ". CNAME cdn.merchant.test.", "cdn.merchant.test. CNAME x.test.");
    assertThat(verify(acme)).isEqualTo(Verdict.ELSEWHERE);

    String second = "cdn.merchant.test. CNAME backstop.test.";
    dns.says(HOST, Type.A, HOST + ". CNAME cdn.merchant.test.", second);
    assertThat(verify(acme)).isEqualTo(Verdict.ACTIVE);
  }

  @Test
  void ofTwoWhoProveTheFirstServes() {
    activate(beta);
    proves(added(acme));

    assertThat(verify(acme)).isEqualTo(Verdict.TAKEN);
    assertThat(hosts.workspaceOf(HOST)).contains(beta.workspace());
    assertThat(linkHost(acme)).isEmpty();
  }

  /** Each has read the domain before the other has looked. */
  @Test
  void whoeverLooksSecondIsToldWhatTheFirstHasFound() {
    points();
    CustomDomain read = added(acme);
    proves(read);

    assertThat(domains.verify(acme, read)).isEqualTo(Verdict.ACTIVE);
    assertThat(domains.verify(acme, read)).isEqualTo(Verdict.ACTIVE);

    assertThat(audited("domain.active")).isEqualTo("1");
    assertThat(domain(acme).state()).isEqualTo(DomainState.ACTIVE);
  }

  @Test
  void theRecordsCountAgainstAMissThatWasNotedMeanwhile() {
    activate(acme);
    dns.fails(HOST, Rcode.NXDOMAIN);
    dayPasses();
    dayPasses();
    CustomDomain read = domain(acme);
    dayPasses();
    points();

    assertThat(domains.verify(acme, read)).isEqualTo(Verdict.ACTIVE);
    assertThat(domain(acme).state()).isEqualTo(DomainState.ACTIVE);
    assertThat(linkHost(acme)).contains(HOST);
  }

  @Test
  void aDomainThatWasRemovedMeanwhileIsNotSomebodyElses() {
    points();
    CustomDomain read = added(acme);
    proves(read);
    domains.remove(acme, read);

    assertThat(domains.verify(acme, read)).isEqualTo(Verdict.UNPROVED);
    assertThat(domains.isServed(HOST)).isFalse();
  }

  @Test
  void threeMissesSuspendAndTheRecordsBringItBack() {
    activate(acme);
    dns.fails(HOST, Rcode.NXDOMAIN);

    dayPasses();
    dayPasses();
    assertThat(domains.isServed(HOST)).isTrue();
    dayPasses();

    assertThat(domain(acme).state()).isEqualTo(DomainState.SUSPENDED);
    assertThat(domains.isServed(HOST)).isFalse();
    assertThat(linkHost(acme)).isEmpty();
    assertThat(hosts.workspaceOf(HOST)).as("old links go on").contains(acme.workspace());
    points();
    dayPasses();
    assertThat(linkHost(acme)).contains(HOST);
    assertThat(audited("domain.suspended")).isEqualTo("1");
  }

  @Test
  void pressingVerifyCountsNoMissesAndPutsNoLookOff() {
    activate(acme);
    dns.fails(HOST, Rcode.NXDOMAIN);
    for (int press = 0; press < 5; press++) {
      verify(acme);
    }
    assertThat(domain(acme).state()).isEqualTo(DomainState.ACTIVE);
    assertThat(domain(acme).misses()).isZero();

    for (int day = 0; day < 3; day++) {
      clock.pass(Duration.ofHours(20));
      verify(acme);
      clock.pass(Duration.ofHours(5));
      sweeper.sweep();
    }
    assertThat(domain(acme).state()).isEqualTo(DomainState.SUSPENDED);
  }

  @Test
  void aServersFailureIsNoMiss() {
    activate(acme);
    dns.fails("_backstop-verify." + HOST, Rcode.SERVFAIL);

    for (int day = 0; day < 5; day++) {
      dayPasses();
    }

    assertThat(domain(acme).state()).isEqualTo(DomainState.ACTIVE);
    assertThat(domain(acme).misses()).isZero();
  }

  @Test
  void anUnansweredQuestionVerifiesNothing() {
    points();
    added(acme);
    dns.fails("_backstop-verify." + HOST, DnsStand.SILENCE);

    assertThat(verify(acme)).isEqualTo(Verdict.UNANSWERED);
    assertThat(domain(acme).state()).isEqualTo(DomainState.PENDING);
  }

  @Test
  void aProofThatDoesNotFitIntoADatagramIsAskedForByTcp() {
    points();
    proves(added(acme));
    dns.isTooLongForUdp("_backstop-verify." + HOST);

    assertThat(verify(acme)).isEqualTo(Verdict.ACTIVE);
  }

  /** A resolver that checks signatures says SERVFAIL of an answer whose signature is wrong. */
  @Test
  void aForgedAnswerVerifiesNothing() {
    points();
    proves(added(acme));
    dns.fails("_backstop-verify." + HOST, Rcode.SERVFAIL);

    assertThat(verify(acme)).isEqualTo(Verdict.UNANSWERED);
    assertThat(domain(acme).state()).isEqualTo(DomainState.PENDING);
    assertThat(domains.isServed(HOST)).isFalse();
  }

  @Test
  void resolversHaveToAgree() {
    try (DnsStand other = new DnsStand()) {
      layers.with(300, "backstop.domain.resolver", dns.address() + "," + other.address());
      points();
      proves(added(acme));

      assertThat(verify(acme)).isEqualTo(Verdict.UNPROVED);
    }
  }

  @Test
  void whoAddsARemovedHostProvesItAnew() {
    activate(acme);
    String old = domains.records(domain(acme)).proof();

    assertThat(domains.remove(acme, domain(acme))).isTrue();

    assertThat(domains.isServed(HOST)).isFalse();
    assertThat(linkHost(acme)).isEmpty();
    added(acme);
    assertThat(domains.records(domain(acme)).proof()).isNotEqualTo(old);
    assertThat(verify(acme)).isEqualTo(Verdict.UNPROVED);
    added(beta);
    assertThat(verify(beta)).isEqualTo(Verdict.UNPROVED);
  }

  @Test
  void aDomainOfAWorkspaceThatIsGoneHasNoCertificate() {
    activate(acme);

    database.update("DELETE FROM workspace WHERE workspace_id = ?", acme.workspace().value());
    clock.pass(Duration.ofSeconds(2));

    assertThat(domains.isServed(HOST)).isFalse();
  }

  @Test
  void aResolverThatCannotBeReadIsSilence() {
    points();
    proves(added(acme));
    layers.with(300, "backstop.domain.resolver", "127.0.0.1:dns");

    assertThat(verify(acme)).isEqualTo(Verdict.UNANSWERED);
  }

  @Test
  void aWorkspaceHasOneDomain() {
    added(acme);

    assertThat(domains.add(acme, new HostName("other.merchant.test"))).isFalse();
  }

  @Test
  void aDomainIsLookedAtByOneNode() {
    activate(acme);
    clock.pass(Duration.ofHours(25));

    assertThat(ledger.take()).hasSize(1);
    assertThat(ledger.take()).isEmpty();
  }

  private String audited(String action) {
    return database.text(
        "SELECT count(*) FROM audit_entry WHERE workspace_id = ? AND action = ?",
        acme.workspace().value(),
        action);
  }
}
