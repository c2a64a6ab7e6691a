package io.backstop.member;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Changes passwords: a member his own, or, by a link that somebody hands him, one that he has lost.
 * Either ends his other sessions and the links that are out. One transaction each.
 *
 * <p>People are of the installation, and a password opens every workspace that somebody sits in. So
 * a link is only made by whoever may change his seat in each of them, and it is dead once he has
 * got another seat or another role. Nobody changes his role while a link is made: it is changed
 * either before that is judged, or after the link is there to be taken away.
 */
@Stateless
public class PasswordDesk {

  /** How long a link that sets a password anew is good. */
  public static final Duration GOOD_FOR = Duration.ofDays(1);

  private final MemberTable members;
  private final ResetTable resets;
  private final Sessions sessions;
  private final Seats seats;
  private final AuditLog audit;
  private final Clock clock;

  /** For the container's proxy. */
  public PasswordDesk() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public PasswordDesk(
      MemberTable members,
      ResetTable resets,
      Sessions sessions,
      Seats seats,
      AuditLog audit,
      Clock clock) {
    this.members = members;
    this.resets = resets;
    this.sessions = sessions;
    this.seats = seats;
    this.audit = audit;
    this.clock = clock;
  }

  /** Whether he has a password; not when he has only ever come by an identity provider. */
  public boolean hasPassword(Member member) {
    return members.find(member.mail()).flatMap(MemberTable.Known::password).isPresent();
  }

  /**
   * Gives whoever is at work in {@code session} another password. Whoever calls has compared the
   * present one.
   *
   * @param address the client's network address, for the audit log
   * @return the session's new value: every other session of his is over
   */
  public String change(Session session, String password, String address) {
    set(session.member(), password, "password.changed", address);
    sessions.endOthers(session);
    return sessions.confirm(session);
  }

  /**
   * Makes a link for somebody who has lost his password.
   *
   * @param token where it is put: the end of the link, known to nobody else from then on
   */
  public TeamVerdict offer(Seat by, String memberId, StringBuilder token) {
    Optional<Member> member = members.ofSeat(by.workspace(), memberId);
    if (member.isEmpty() || member.get().equals(by.member())) {
      return TeamVerdict.NOT_HERE;
    }
    if (!mayChangeEverySeat(by, member.get())) {
      return TeamVerdict.ELSEWHERE;
    }
    Instant now = clock.instant();
    String fresh = Bearer.fresh();
    resets.offer(member.get(), fresh, now, now.plus(GOOD_FOR));
    audit.write(by, "password.reset-offered", member.get().mail().value());
    token.append(fresh);
    return TeamVerdict.DONE;
  }

  private boolean mayChangeEverySeat(Seat by, Member member) {
    var own = seats.of(by.member(), by.address());
    return seats.held(member, by.address()).stream()
        .allMatch(
            his ->
                own.stream()
                    .anyMatch(
                        mine ->
                            mine.workspace().equals(his.workspace())
                                && mine.mayChange(his.role())));
  }

  /** Whose password that token sets anew, while it is good. */
  public Optional<Member> find(String token) {
    return resets.find(token, clock.instant());
  }

  /** Sets a password anew; false when the link was used or has run out meanwhile. */
  public boolean reset(String token, String password, String address) {
    Optional<Member> member = resets.take(token, clock.instant());
    member.ifPresent(
        who -> {
          set(who, password, "password.reset", address);
          sessions.endAll(who);
        });
    return member.isPresent();
  }

  private void set(Member member, String password, String action, String address) {
    members.changePassword(member, PasswordHash.of(password));
    resets.drop(member);
    seats.of(member, address).forEach(seat -> audit.write(seat, action, ""));
  }
}
