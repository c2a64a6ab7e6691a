package io.backstop.web.dashboard.settings;

import io.backstop.calls.CallReader;
import io.backstop.insight.CareDesk;
import io.backstop.member.Right;
import io.backstop.member.SettingsDesk;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.workspace.BaseUrl;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.OriginList;
import io.backstop.workspace.SettingsWriter;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.EmbedSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a merchant's site calls: secret, signatures, origins, snippets. */
@ApplicationScoped
class EmbedRoom implements Room {

  private static final String REQUIRE = "embed.require-signature";
  private static final String UNTIL = "embed.unsigned-until";
  private static final String ORIGINS = "embed.allowed-origins";

  @Inject private SettingsDesk desk;
  @Inject private SettingsWriter writer;
  @Inject private LayeredConfig config;
  @Inject private CallReader calls;
  @Inject private CareDesk care;
  @Inject private Confirmation confirmation;

  @Override
  public boolean isOf(Route page) {
    return page == Route.EMBED;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    switch (call.route()) {
      case REVEAL -> reveal(call);
      case ROTATE -> {
        String turn = call.field("turn");
        boolean links = call.field("links").equals("end") && call.seat().may(Right.REVOKE_LINKS);
        boolean done =
            links ? care.replaceSecret(call.seat(), turn) : desk.rotate(call.seat(), turn);
        call.seePage(done ? "rotated" : "not-rotated");
      }
      case SIGNATURE -> saveSignature(call);
      case ORIGINS -> saveOrigins(call);
      default -> call.show(view(call, Draft.none(call)));
    }
  }

  private void reveal(DashboardCall call) throws ServletException, IOException {
    Draft draft = Draft.none(call);
    String error = confirmation.demand(call);
    if (!error.isEmpty()) {
      call.showAgain(view(call, draft.withError(error)));
      return;
    }
    desk.noteRevealed(call.seat());
    call.show(view(call, draft.withSecret(call.workspace().embed().secrets().get(0))));
  }

  /** Saves of the two what is not pinned: the form has them both. */
  private void saveSignature(DashboardCall call) throws ServletException, IOException {
    boolean required = call.field("required").equals("true");
    Map<String, String> typed = new HashMap<>();
    typed.put(REQUIRE, Boolean.toString(required));
    try {
      typed.put(UNTIL, SignatureCard.Until.setting(call.field("until")));
    } catch (DateTimeException noMoment) {
      call.showAgain(view(call, Draft.none(call).withWrongUntil(required, "error.until")));
      return;
    }
    typed.keySet().removeIf(key -> config.pin(call.workspace().slug(), key).isPresent());
    boolean saved = !typed.isEmpty() && desk.save(call.seat(), typed);
    call.seePage(saved ? "saved" : "pinned");
  }

  private void saveOrigins(DashboardCall call) throws ServletException, IOException {
    OriginList typed = OriginList.read(call.field("origins"));
    if (!typed.wrong().isEmpty()) {
      call.showAgain(
          view(call, Draft.none(call).withWrongOrigins(call.field("origins"), typed.wrong())));
      return;
    }
    String value = String.join(",", typed.origins());
    call.seePage(desk.save(call.seat(), Map.of(ORIGINS, value)) ? "saved" : "pinned");
  }

  /** What a form has typed or asked for, on its way back to the page. */
  private record Draft(
      String secret,
      String error,
      boolean required,
      String wrongUntil,
      String origins,
      List<String> wrongOrigins) {

    /** What the workspace has. */
    static Draft none(DashboardCall call) {
      EmbedSettings embed = call.workspace().embed();
      String origins = String.join("\n", embed.allowedOrigins());
      return new Draft("", "", embed.requireSignature(), "", origins, List.of());
    }

    Draft withError(String key) {
      return new Draft(secret, key, required, wrongUntil, origins, wrongOrigins);
    }

    Draft withSecret(String text) {
      return new Draft(text, error, required, wrongUntil, origins, wrongOrigins);
    }

    Draft withWrongUntil(boolean ticked, String key) {
      return new Draft(secret, error, ticked, key, origins, wrongOrigins);
    }

    Draft withWrongOrigins(String typed, List<String> wrong) {
      return new Draft(secret, error, required, wrongUntil, typed, wrong);
    }
  }

  private EmbedView view(DashboardCall call, Draft draft) {
    return new EmbedView(
        EmbedTab.of(call),
        call.workspace().slug().value(),
        secret(call, draft),
        CodeCard.of(call, BaseUrl.of(config).value()),
        call.seat().may(Right.CHANGE_EMBED),
        SignatureCard.of(
            call,
            draft.required(),
            Pinned.say(call, config, REQUIRE),
            SignatureCard.Until.of(call, Pinned.say(call, config, UNTIL), draft.wrongUntil()),
            calls.days(call.workspace().slug(), SignatureCard.DAYS)),
        draft.origins(),
        draft.wrongOrigins().isEmpty()
            ? ""
            : call.words().say("origins.wrong", String.join(", ", draft.wrongOrigins())),
        Pinned.say(call, config, ORIGINS));
  }

  private EmbedView.Secret secret(DashboardCall call, Draft draft) {
    Workspace workspace = call.workspace();
    List<String> live = workspace.embed().secrets();
    boolean overlap = live.size() > 1;
    Optional<Instant> used = calls.lastUse(workspace, live.get(0));
    Optional<Instant> before = overlap ? calls.lastUse(workspace, live.get(1)) : Optional.empty();
    return new EmbedView.Secret(
        draft.secret(),
        draft.error(),
        call.session().isConfirmed(call.now()),
        call.seat().may(Right.REVEAL_SECRET),
        call.seat().may(Right.ROTATE_SECRET) && desk.canRotate(call.seat()),
        writer.turn(workspace),
        Pinned.say(call, config, "embed.secret"),
        lastUse(call, "secret.used", used),
        overlap ? until(call) : "",
        overlap ? lastUse(call, "secret.previous-used", before) : "",
        isLagging(used, before));
  }

  /** The secret before is still in use: it has signed later than the current one. */
  private static boolean isLagging(Optional<Instant> used, Optional<Instant> before) {
    return before.isPresent() && (used.isEmpty() || before.get().isAfter(used.get()));
  }

  private static String lastUse(DashboardCall call, String key, Optional<Instant> at) {
    return at.map(instant -> call.words().say(key, call.words().moment(instant)))
        .orElse(call.words().say(key + ".never"));
  }

  private String until(DashboardCall call) {
    return config
        .of(call.workspace().slug(), "embed.previous-secret-until")
        .map(text -> call.words().say("secret.until", call.words().moment(Instant.parse(text))))
        .orElse(call.words().say("secret.both"));
  }
}
