package io.backstop.web.dashboard.settings;

import io.backstop.member.Right;
import io.backstop.member.Sessions;
import io.backstop.member.SettingsDesk;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Passwords;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.SessionCookie;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.OriginList;
import io.backstop.workspace.SettingsWriter;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How a merchant's site calls: secret, signatures, origins, snippets. */
@ApplicationScoped
class EmbedRoom implements Room {

  private static final String REQUIRE = "embed.require-signature";
  private static final String ORIGINS = "embed.allowed-origins";

  @Inject private SettingsDesk desk;
  @Inject private SettingsWriter writer;
  @Inject private LayeredConfig config;
  @Inject private Passwords passwords;
  @Inject private Sessions sessions;
  @Inject private SessionCookie cookie;

  @Override
  public boolean isOf(Route page) {
    return page == Route.EMBED;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    switch (call.route()) {
      case REVEAL -> reveal(call);
      case ROTATE -> {
        boolean done = desk.rotate(call.seat(), call.field("turn"));
        call.seePage(done ? "rotated" : "not-rotated");
      }
      case SIGNATURE -> {
        String required = Boolean.toString(call.field("required").equals("true"));
        call.seePage(desk.save(call.seat(), Map.of(REQUIRE, required)) ? "saved" : "pinned");
      }
      case ORIGINS -> saveOrigins(call);
      default -> call.show(view(call, new Draft("", "", originsOf(call), List.of())));
    }
  }

  private void reveal(DashboardCall call) throws ServletException, IOException {
    Draft draft = new Draft("", "", originsOf(call), List.of());
    if (!call.session().isConfirmed(call.now())) {
      Passwords.Verdict verdict =
          passwords.judge(
              call.request(),
              call.response(),
              call.session().member().mail().value(),
              call.field("password"));
      if (verdict.member().isEmpty()) {
        String error =
            verdict.error().equals("error.sign-in") ? "error.password-wrong" : verdict.error();
        call.showAgain(view(call, draft.withError(error)));
        return;
      }
      cookie.set(call.request(), call.response(), sessions.confirm(call.session()));
    }
    desk.noteRevealed(call.seat());
    call.show(view(call, draft.withSecret(call.workspace().embed().secrets().get(0))));
  }

  private void saveOrigins(DashboardCall call) throws ServletException, IOException {
    OriginList typed = OriginList.read(call.field("origins"));
    if (!typed.wrong().isEmpty()) {
      call.showAgain(view(call, new Draft("", "", call.field("origins"), typed.wrong())));
      return;
    }
    String value = String.join(",", typed.origins());
    call.seePage(desk.save(call.seat(), Map.of(ORIGINS, value)) ? "saved" : "pinned");
  }

  /** What a form has typed or asked for, on its way back to the page. */
  private record Draft(String secret, String error, String origins, List<String> wrong) {

    Draft withError(String key) {
      return new Draft(secret, key, origins, wrong);
    }

    Draft withSecret(String text) {
      return new Draft(text, error, origins, wrong);
    }
  }

  private static String originsOf(DashboardCall call) {
    return String.join("\n", call.workspace().embed().allowedOrigins());
  }

  private EmbedView view(DashboardCall call, Draft draft) {
    Workspace workspace = call.workspace();
    String until =
        workspace.embed().secrets().size() < 2
            ? ""
            : config
                .of(workspace.slug(), "embed.previous-secret-until")
                .map(
                    text ->
                        call.words().say("secret.until", call.words().moment(Instant.parse(text))))
                .orElse(call.words().say("secret.both"));
    return new EmbedView(
        workspace.slug().value(),
        draft.secret(),
        draft.error(),
        call.session().isConfirmed(call.now()),
        call.seat().may(Right.REVEAL_SECRET),
        call.seat().may(Right.ROTATE_SECRET) && desk.canRotate(call.seat()),
        writer.turn(workspace),
        until,
        Pinned.say(call, config, "embed.secret"),
        call.seat().may(Right.CHANGE_EMBED),
        workspace.embed().requireSignature(),
        Pinned.say(call, config, REQUIRE),
        draft.origins(),
        draft.wrong().isEmpty()
            ? ""
            : call.words().say("origins.wrong", String.join(", ", draft.wrong())),
        Pinned.say(call, config, ORIGINS),
        Snippets.of(
            workspace.slug().value(),
            config.value("backstop.base-url").orElse("http://127.0.0.1:8080")));
  }
}
