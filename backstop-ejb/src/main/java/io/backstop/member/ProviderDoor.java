package io.backstop.member;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets in whom the operator's OpenID Connect provider vouches for: by issuer and subject once they
 * are linked, before that by an address that the provider has verified. A member is made only of
 * somebody who is invited, or whose groups the operator has given a role. One transaction.
 */
@Stateless
public class ProviderDoor {

  private final LayeredConfig config;
  private final Workspaces workspaces;
  private final MemberTable members;
  private final IdentityTable identities;
  private final TeamTable team;
  private final ProviderSeats providerSeats;
  private final Seats seats;
  private final AuditLog audit;
  private final Clock clock;

  /** For the container's proxy. */
  public ProviderDoor() {
    this(null, null, null, null, null, null, null, null, null);
  }

  @Inject
  public ProviderDoor(
      LayeredConfig config,
      Workspaces workspaces,
      MemberTable members,
      IdentityTable identities,
      TeamTable team,
      ProviderSeats providerSeats,
      Seats seats,
      AuditLog audit,
      Clock clock) {
    this.config = config;
    this.workspaces = workspaces;
    this.members = members;
    this.identities = identities;
    this.team = team;
    this.providerSeats = providerSeats;
    this.seats = seats;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Judges, links, makes the member where that is due, takes the invitations of his verified
   * address and has his seats follow his groups.
   *
   * @param address the client's network address, for the audit log
   */
  public Admission enter(ProviderClaims claims, String address) {
    if (!isOfOurDomains(claims)) {
      return Admission.refused(Admission.Verdict.OTHER_DOMAIN);
    }
    Optional<Member> linked = identities.find(claims.issuer(), claims.subject());
    Admission admission = linked.map(Admission::of).orElseGet(() -> meet(claims, address));
    admission
        .member()
        .ifPresent(
            member -> {
              takeInvitations(member, claims, address);
              follow(member, claims, address);
            });
    return admission;
  }

  /** Whether that subject of the provider is {@code member}. */
  public boolean isHim(Member member, ProviderClaims claims) {
    return identities.find(claims.issuer(), claims.subject()).filter(member::equals).isPresent();
  }

  private boolean isOfOurDomains(ProviderClaims claims) {
    List<String> domains =
        config.value("backstop.oidc.mail-domains").stream()
            .flatMap(text -> Arrays.stream(text.split(",")))
            .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
            .filter(domain -> !domain.isEmpty())
            .toList();
    return domains.isEmpty()
        || claims
            .mail()
            .map(mail -> domains.contains(mail.value().substring(mail.value().indexOf('@') + 1)))
            .orElse(false);
  }

  /** The first time that the provider sends him. */
  private Admission meet(ProviderClaims claims, String address) {
    if (claims.mail().isEmpty()) {
      return Admission.refused(Admission.Verdict.UNVERIFIED);
    }
    MailAddress mail = claims.mail().get();
    Instant now = clock.instant();
    if (members.find(mail).isEmpty()) {
      if (team.invitations(mail, now).isEmpty() && !isWelcome(claims)) {
        return Admission.refused(Admission.Verdict.STRANGER);
      }
      members.add(new Member(Ids.next("mem_", now), mail), Optional.empty(), now);
    }
    Member member = members.find(mail).orElseThrow().member();
    if (!identities.link(claims.issuer(), claims.subject(), member, now)
        && !isHim(member, claims)) {
      return Admission.refused(Admission.Verdict.SOMEBODY_ELSE);
    }
    seats.of(member, address).forEach(seat -> audit.write(seat, "identity.linked", ""));
    return Admission.of(member);
  }

  /** Whether the operator has given one of his groups a role somewhere. */
  private boolean isWelcome(ProviderClaims claims) {
    return slugs().stream().anyMatch(workspace -> roles(workspace).of(claims.groups()).isPresent());
  }

  private void takeInvitations(Member member, ProviderClaims claims, String address) {
    Instant now = clock.instant();
    claims.mail().stream()
        .flatMap(mail -> team.invitations(mail, now).stream())
        .filter(invitation -> invitation.workspace().isPresent() && team.take(invitation))
        .forEach(
            invitation -> {
              WorkspaceSlug workspace = invitation.workspace().get();
              if (team.seat(workspace, member, invitation.role(), now)) {
                String role = invitation.role().wireName();
                audit.write(workspace, member.mail().value(), "member.joined", role, address);
              }
            });
  }

  private void follow(Member member, ProviderClaims claims, String address) {
    for (WorkspaceSlug workspace : slugs()) {
      providerSeats.follow(workspace, member, roles(workspace).ofMember(claims.groups()), address);
    }
  }

  private GroupRoles roles(WorkspaceSlug workspace) {
    return GroupRoles.read(config.value("backstop.oidc.roles." + workspace.value()).orElse(""));
  }

  private List<WorkspaceSlug> slugs() {
    return workspaces.slugs().stream()
        .filter(WorkspaceSlug::isWellFormed)
        .sorted()
        .map(WorkspaceSlug::new)
        .toList();
  }
}
