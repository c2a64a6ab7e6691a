package io.backstop.web.dashboard.settings;

import io.backstop.member.MailAddress;
import io.backstop.member.Right;
import io.backstop.member.Role;
import io.backstop.member.Team;
import io.backstop.member.TeamVerdict;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
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
      default -> call.show(view(call, "", "", ""));
    }
  }

  private void answer(DashboardCall call, TeamVerdict verdict, String note)
      throws ServletException, IOException {
    if (verdict == TeamVerdict.DONE) {
      call.seePage(note);
    } else {
      call.showAgain(view(call, "", "", error(verdict)));
    }
  }

  private void invite(DashboardCall call, Optional<Role> role)
      throws ServletException, IOException {
    Optional<MailAddress> mail = MailAddress.of(call.field("mail"));
    if (mail.isEmpty() || role.isEmpty()) {
      call.showAgain(view(call, call.field("mail"), "", "error.mail"));
      return;
    }
    StringBuilder token = new StringBuilder();
    TeamVerdict verdict = team.invite(call.seat(), mail.get(), role.get(), token);
    if (verdict != TeamVerdict.DONE) {
      call.showAgain(view(call, call.field("mail"), "", error(verdict)));
      return;
    }
    // Shown at once and never again: only its digest is kept.
    String base = config.value("backstop.base-url").orElse("http://127.0.0.1:8080");
    call.show(view(call, mail.get().value(), base + "/dashboard/join/" + token, ""));
  }

  private static String error(TeamVerdict verdict) {
    return "error.team." + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private TeamView view(DashboardCall call, String mail, String link, String error) {
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
        link.isEmpty() ? mail : "",
        link.isEmpty() ? "" : words.say("team.link", mail),
        link,
        error);
  }
}
