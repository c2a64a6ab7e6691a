package io.backstop.web.dashboard.settings;

import io.backstop.member.Right;
import io.backstop.member.SettingsDesk;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.Workspace.BrandSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the customers' pages look. */
@ApplicationScoped
class BrandRoom implements Room {

  static final int LONGEST_NAME = 80;
  static final List<String> THEMES = List.of("auto", "light", "dark");

  @Inject private SettingsDesk desk;
  @Inject private LayeredConfig config;
  @Inject private LogoForm logo;
  @Inject private BrandSample sample;

  @Override
  public boolean isOf(Route page) {
    return page == Route.BRAND || page == Route.BRAND_SAMPLE;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    switch (call.route()) {
      case SAVE_BRAND -> save(call);
      case BRAND_SAMPLE, TRY_BRAND -> sample.show(call);
      case UPLOAD_LOGO, REMOVE_LOGO -> {
        String error = logo.take(call);
        if (!error.isEmpty()) {
          call.showAgain(saved(call, error));
        }
      }
      default -> call.show(saved(call, ""));
    }
  }

  private BrandView saved(DashboardCall call, String error) {
    BrandSettings brand = call.workspace().brand();
    return view(
        call,
        config.of(call.workspace().slug(), "brand.name").orElse(""),
        brand.color(),
        brand.theme().name().toLowerCase(Locale.ROOT),
        error);
  }

  private void save(DashboardCall call) throws ServletException, IOException {
    String name = call.field("name").strip();
    String color = call.field("color").strip().toLowerCase(Locale.ROOT);
    String theme = call.field("theme");
    String error =
        name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)
            ? "error.brand-name"
            : !Swatch.isColor(color) && isFree(call, "brand.color")
                ? "error.color"
                : !THEMES.contains(theme) && isFree(call, "brand.theme") ? "error.theme" : "";
    if (!error.isEmpty()) {
      call.showAgain(view(call, call.field("name"), call.field("color"), theme, error));
      return;
    }
    Map<String, String> values = new HashMap<>();
    Map.of("brand.name", name, "brand.color", color, "brand.theme", theme)
        .forEach(
            (key, value) -> {
              if (isFree(call, key)) {
                values.put(key, value);
              }
            });
    call.seePage(desk.save(call.seat(), values) ? "saved" : "pinned");
  }

  private boolean isFree(DashboardCall call, String key) {
    return config.pin(call.workspace().slug(), key).isEmpty();
  }

  private BrandView view(
      DashboardCall call, String name, String color, String theme, String error) {
    String shown = Swatch.isColor(color) ? color : call.workspace().brand().color();
    Swatch swatch = Swatch.of(shown);
    return new BrandView(
        call.seat().may(Right.CHANGE_BRAND),
        call.workspace().displayName(),
        name,
        Pinned.say(call, config, "brand.name"),
        color,
        Pinned.say(call, config, "brand.color"),
        swatch,
        call.words().say("brand.contrast", swatch.ratio()),
        THEMES,
        theme,
        Pinned.say(call, config, "brand.theme"),
        logo(call),
        Pinned.say(call, config, "brand.logo-url"),
        error);
  }

  /** The uploaded one; what the operator names elsewhere, our own policy would not load here. */
  private static String logo(DashboardCall call) {
    return call.workspace()
        .brand()
        .logo()
        .map(digest -> call.request().getContextPath() + "/brand/" + digest + ".png")
        .orElse("");
  }
}
