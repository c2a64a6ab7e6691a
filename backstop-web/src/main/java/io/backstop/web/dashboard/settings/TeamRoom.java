package io.backstop.web.dashboard.settings;

import io.backstop.member.MailAddress;
import io.backstop.member.PasswordDesk;
import io.backstop.member.Right;
import io.backstop.member.Role;
import io.backstop.member.Team;
import io.backstop.member.TeamVerdict;
import io.backstop.member.Teammate;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import io.backstop.workspace.BaseUrl;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who works here, and who may come. */
@ApplicationScoped
class TeamRoom implements Room {

  @Inject private Team team;
  @Inject private PasswordDesk passwords;
  @Inject private LayeredConfig config;

  @Override
  public boolean isOf(Route page) {
    return page == Route.TEAM;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Optional<Role> role = Role.of(call.field("role"));
    switch (call.route()) {
      case INVITE -> invite(call, role);
      case REVOKE -> answer(call, team.revoke(call.seat(), call.field("invitation")), "revoked");
      case CHANGE_ROLE ->
          answer(
              call,
              role.map(r -> team.changeRole(call.seat(), call.field("member"), r))
                  .orElse(TeamVerdict.NOT_HERE),
              "saved");
      case REMOVE -> answer(call, team.remove(call.seat(), call.field("member")), "removed");
      case RESET -> reset(call);
      default -> call.show(view(call, "", ""));
    }
  }

  private void answer(DashboardCall call, TeamVerdict verdict, String note)
      throws ServletException, IOException {
    if (verdict == TeamVerdict.DONE) {
      call.seePage(note);
    } else {
      call.showAgain(view(call, "", error(verdict)));
    }
  }

  private void invite(DashboardCall call, Optional<Role> role)
      throws ServletException, IOException {
    Optional<MailAddress> mail = MailAddress.of(call.field("mail"));
    if (mail.isEmpty() || role.isEmpty()) {
      call.showAgain(view(call, call.field("mail"), "error.mail"));
      return;
    }
    StringBuilder token = new StringBuilder();
    TeamVerdict verdict = team.invite(call.seat(), mail.get(), role.get(), token);
    if (verdict != TeamVerdict.DONE) {
      call.showAgain(view(call, call.field("mail"), error(verdict)));
      return;
    }
    call.show(view(call, "", new Link("team.link", mail.get().value(), "join/" + token), ""));
  }

  private void reset(DashboardCall call) throws ServletException, IOException {
    StringBuilder token = new StringBuilder();
    TeamVerdict verdict = passwords.offer(call.seat(), call.field("member"), token);
    if (verdict != TeamVerdict.DONE) {
      call.showAgain(view(call, "", error(verdict)));
      return;
    }
    String mail =
        team.list(call.workspace().slug()).stream()
            .map(Teammate::member)
            .filter(member -> member.id().equals(call.field("member")))
            .map(member -> member.mail().value())
            .findFirst()
            .orElse("");
    call.show(view(call, "", new Link("team.reset", mail, "reset/" + token), ""));
  }

  /**
   * A link to pass on: shown at once and never again, for only its digest is kept.
   *
   * @param stem of its texts
   * @param path below {@code /dashboard/}
   */
  private record Link(String stem, String mail, String path) {

    static final Link NONE = new Link("", "", "");
  }

  private static String error(TeamVerdict verdict) {
    return "error.team." + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private TeamView view(DashboardCall call, String mail, String error) {
    return view(call, mail, Link.NONE, error);
  }

  private TeamView view(DashboardCall call, String mail, Link link, String error) {
    Words words = call.words();
    List<String> roles =
        Arrays.stream(Role.values())
            .filter(role -> call.seat().mayChange(role))
            .map(Role::wireName)
            .toList();
    return new TeamView(
        call.seat().may(Right.CHANGE_TEAM),
        roles,
        team.list(call.workspace().slug()).stream()
            .map(
                mate ->
                    new TeamView.Mate(
                        mate.member().id(),
                        mate.member().mail().value(),
                        mate.role().wireName(),
                        words.moment(mate.since()),
                        mate.member().id().equals(call.seat().member().id()),
                        call.seat().mayChange(mate.role())))
            .toList(),
        team.invitations(call.workspace().slug()).stream()
            .map(
                open ->
                    new TeamView.Open(
                        open.id(),
                        open.mail().map(MailAddress::value).orElse(""),
                        open.role().wireName(),
                        words.say("invitation.until", words.moment(open.expiresAt())),
                        call.seat().mayChange(open.role())))
            .toList(),
        mail,
        link == Link.NONE ? "" : words.say(link.stem() + ".title"),
        link == Link.NONE ? "" : words.say(link.stem(), link.mail()),
        link == Link.NONE ? "" : BaseUrl.of(config).at("/dashboard/" + link.path()),
        error);
  }
}
