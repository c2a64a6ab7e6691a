package io.backstop.web.dashboard.settings;

import io.backstop.brand.Checked;
import io.backstop.brand.CustomCss;
import io.backstop.brand.Flaw;
import io.backstop.member.Right;
import io.backstop.member.SettingsDesk;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The merchant's own style sheet. */
@ApplicationScoped
class CssRoom implements Room {

  private static final int LONGEST_LINE = 200;

  /** Those that the contract promises. */
  private static final List<String> CLASSES =
      List.of(
          "bs-page",
          "bs-card",
          "bs-title",
          "bs-text",
          "bs-options",
          "bs-option",
          "bs-btn",
          "bs-btn-primary",
          "bs-btn-secondary",
          "bs-actions",
          "bs-logo",
          "bs-note",
          "bs-quote",
          "bs-footer",
          "bs-illustration",
          "bs-input",
          "bs-link");

  @Inject private CustomCss css;
  @Inject private SettingsDesk desk;
  @Inject private LayeredConfig config;

  @Override
  public boolean isOf(Route page) {
    return page == Route.CSS;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    if (call.route() != Route.SAVE_CSS) {
      call.show(view(call, call.workspace().brand().css().orElse(""), List.of()));
      return;
    }
    String source = call.text("css");
    Checked checked = css.check(source);
    if (checked.isValid()) {
      boolean done = desk.save(call.seat(), Map.of(CustomCss.SETTING, source));
      call.seePage(done ? "saved" : "pinned");
    } else {
      String[] lines = source.split("\\r\\n|\\r|\\n|\\f", -1);
      call.showAgain(
          view(
              call,
              source,
              checked.flaws().stream().map(flaw -> line(call, flaw, lines)).toList()));
    }
  }

  private static CssView.Line line(DashboardCall call, Flaw flaw, String[] lines) {
    String subject = flaw.subject().isBlank() ? "" : flaw.subject().strip() + ": ";
    String text = flaw.line() <= lines.length ? lines[flaw.line() - 1].strip() : "";
    return new CssView.Line(
        call.words().say("css.place", flaw.line(), flaw.column()),
        subject + call.words().say("css.flaw." + flaw.reason().wireName()),
        text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + " …" : text);
  }

  private CssView view(DashboardCall call, String source, List<CssView.Line> flaws) {
    return new CssView(
        call.seat().may(Right.CHANGE_CSS),
        source,
        call.workspace().brand().css().isPresent(),
        Pinned.say(call, config, CustomCss.SETTING),
        flaws,
        CLASSES);
  }
}
