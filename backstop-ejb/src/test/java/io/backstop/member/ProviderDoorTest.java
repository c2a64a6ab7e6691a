package io.backstop.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderDoorTest {

  private static final String ISSUER = "https://id.acme.example";

  private final Desk desk = new Desk(TestDatabase.shared());
  private final Seat owner = desk.seat(Role.OWNER);
  private final String domain = desk.workspace + ".example";

  private ProviderClaims claims(String subject, String mail, String... groups) {
    return new ProviderClaims(
        ISSUER, desk.workspace + subject, MailAddress.of(mail), Set.of(groups));
  }

  private Admission enter(ProviderClaims claims) {
    return desk.providerDoor.enter(claims, "192.0.2.3");
  }

  private void rule(WorkspaceSlug workspace, String text) {
    desk.layers.with(150, "backstop.oidc.roles." + workspace, text);
  }

  private Optional<Role> roleIn(WorkspaceSlug workspace, Member member) {
    return desk.seats.of(member, "").stream()
        .filter(seat -> seat.workspace().equals(workspace))
        .map(Seat::role)
        .findFirst();
  }

  @Test
  void aMemberIsKnownByHisVerifiedAddressAndThenByHisSubjectAlone() {
    Seat editor = desk.seat(Role.EDITOR);

    assertThat(enter(claims("s1", editor.member().mail().value())).member())
        .contains(editor.member());
    assertThat(enter(claims("s1", "moved@" + domain)).member()).contains(editor.member());
    assertThat(enter(claims("s1", "")).member()).contains(editor.member());
    assertThat(desk.audited("identity.linked")).isEqualTo(1);
    assertThat(roleIn(desk.workspace, editor.member())).contains(Role.EDITOR);
  }

  @Test
  void anAddressThatIsNotVerifiedMatchesNobody() {
    assertThat(enter(claims("s1", "")).verdict()).isEqualTo(Admission.Verdict.UNVERIFIED);
  }

  @Test
  void anAddressThatWentToSomebodyElseOpensNoAccount() {
    Seat editor = desk.seat(Role.EDITOR);
    enter(claims("s1", editor.member().mail().value()));

    assertThat(enter(claims("s2", editor.member().mail().value())).verdict())
        .isEqualTo(Admission.Verdict.SOMEBODY_ELSE);
  }

  @Test
  void whoeverNobodyHasInvitedIsAStranger() {
    assertThat(enter(claims("s1", "new@" + domain, "ops")).verdict())
        .isEqualTo(Admission.Verdict.STRANGER);
    rule(desk.workspace, "*=viewer");
    assertThat(enter(claims("s1", "new@" + domain, "ops")).verdict())
        .isEqualTo(Admission.Verdict.STRANGER);
    assertThat(desk.members.find(new MailAddress("new@" + domain))).isEmpty();
  }

  @Test
  void aGroupThatTheOperatorGaveARoleMakesAMemberWithoutAPassword() {
    rule(desk.workspace, "ops-" + desk.workspace + "=admin");

    Member member =
        enter(claims("s1", "new@" + domain, "ops-" + desk.workspace)).member().orElseThrow();

    assertThat(roleIn(desk.workspace, member)).contains(Role.ADMIN);
    assertThat(desk.passwords.hasPassword(member)).isFalse();
    assertThat(new SignIn(desk.members).check("new@" + domain, "")).isEmpty();
    assertThat(desk.audited("member.joined")).isEqualTo(1);
  }

  @Test
  void seatsFollowTheGroupsUntilSomebodyGivesThemByHand() {
    String ops = "ops-" + desk.workspace;
    String dev = "dev-" + desk.workspace;
    rule(desk.workspace, ops + "=admin;" + dev + "=viewer");
    Member member = enter(claims("s1", "new@" + domain, ops)).member().orElseThrow();

    enter(claims("s1", "new@" + domain, dev));
    assertThat(roleIn(desk.workspace, member)).contains(Role.VIEWER);
    enter(claims("s1", "new@" + domain));
    assertThat(roleIn(desk.workspace, member)).isEmpty();
    enter(claims("s1", "new@" + domain, dev));
    desk.team.changeRole(owner, member.id(), Role.EDITOR);
    enter(claims("s1", "new@" + domain, ops));
    assertThat(roleIn(desk.workspace, member)).contains(Role.EDITOR);
    enter(claims("s1", "new@" + domain));
    assertThat(roleIn(desk.workspace, member)).contains(Role.EDITOR);
  }

  @Test
  void aSeatThatIsGivenByHandWhileTheTeamIsWaitedForStaysAsItIs() {
    Member member = desk.member();
    desk.teamTable.seatByProvider(desk.workspace, member, Role.VIEWER, desk.clock.instant());

    followWhile(
        () -> desk.team.changeRole(owner, member.id(), Role.EDITOR),
        member,
        Optional.of(Role.ADMIN));

    assertThat(roleIn(desk.workspace, member)).contains(Role.EDITOR);
    assertThat(desk.audited("role.changed")).isEqualTo(1);
  }

  /** {@code change} is what the team's lock is waited for. */
  private void followWhile(Runnable change, Member member, Optional<Role> due) {
    TeamTable waiting =
        new TeamTable(desk.statements) {
          @Override
          void lock(WorkspaceSlug workspace) {
            change.run();
          }
        };
    new ProviderSeats(waiting, desk.audit, desk.clock)
        .follow(desk.workspace, member, due, "192.0.2.3");
  }

  @Test
  void theLastOwnerStaysWhateverHisGroupsSay() {
    String ops = "ops-" + desk.workspace;
    rule(desk.workspace, ops + "=owner");
    Member member = enter(claims("s1", "new@" + domain, ops)).member().orElseThrow();
    desk.team.remove(owner, owner.member().id());

    enter(claims("s1", "new@" + domain));

    assertThat(roleIn(desk.workspace, member)).contains(Role.OWNER);
  }

  @Test
  void aMemberOfAnotherWorkspaceGetsIntoHisOwnOnly() {
    WorkspaceSlug other = desk.newWorkspace();
    Member theirs = desk.member();
    desk.teamTable.seat(other, theirs, Role.OWNER, desk.clock.instant());

    assertThat(enter(claims("s1", theirs.mail().value())).member()).contains(theirs);
    assertThat(desk.seats.of(theirs, "")).extracting(Seat::workspace).containsExactly(other);
  }

  @Test
  void whatAVerifiedAddressIsInvitedToIsTaken() {
    MailAddress mail = new MailAddress("invited@" + domain);
    desk.team.invite(owner, mail, Role.EDITOR, new StringBuilder());

    Member member = enter(claims("s1", mail.value())).member().orElseThrow();

    assertThat(roleIn(desk.workspace, member)).contains(Role.EDITOR);
    assertThat(desk.team.invitations(desk.workspace)).isEmpty();
    desk.team.remove(owner, member.id());
    desk.team.invite(owner, mail, Role.VIEWER, new StringBuilder());
    desk.clock.pass(Team.OPEN.plus(Duration.ofSeconds(1)));
    enter(claims("s1", mail.value()));
    assertThat(roleIn(desk.workspace, member)).isEmpty();
  }

  @Test
  void onlyAddressesOfTheDomainsThatAreNamedComeIn() {
    Seat editor = desk.seat(Role.EDITOR);
    enter(claims("s1", editor.member().mail().value()));
    desk.layers.with(150, "backstop.oidc.mail-domains", "Acme.example, other.example");

    assertThat(enter(claims("s1", editor.member().mail().value())).verdict())
        .isEqualTo(Admission.Verdict.LET_IN);
    assertThat(enter(claims("s1", "")).verdict()).isEqualTo(Admission.Verdict.OTHER_DOMAIN);
    assertThat(enter(claims("s1", "x@evil-acme.example")).verdict())
        .isEqualTo(Admission.Verdict.OTHER_DOMAIN);
    assertThat(enter(claims("s1", "x@acme.example.evil.example")).verdict())
        .isEqualTo(Admission.Verdict.OTHER_DOMAIN);
  }

  @Test
  void aSubjectIsOneMemberForEachIssuer() {
    Seat editor = desk.seat(Role.EDITOR);
    ProviderClaims known = claims("s1", editor.member().mail().value());
    enter(known);
    ProviderClaims elsewhere =
        new ProviderClaims("https://other.example", known.subject(), Optional.empty(), Set.of());

    assertThat(desk.providerDoor.isHim(editor.member(), known)).isTrue();
    assertThat(desk.providerDoor.isHim(owner.member(), known)).isFalse();
    assertThat(enter(elsewhere).verdict()).isEqualTo(Admission.Verdict.UNVERIFIED);
  }
}
