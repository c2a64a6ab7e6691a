package io.backstop.web.dashboard.settings;

import io.backstop.brand.CustomCss;
import io.backstop.brand.CustomSheet;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.hosted.SamplePage;
import io.backstop.web.hosted.StepView;
import io.backstop.web.hosted.cancel.SampleSteps;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.Theme;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a customer would see: with what is saved, and with what is typed in its place where it can
 * be taken. Saves nothing.
 */
@ApplicationScoped
class BrandSample {

  @Inject private SamplePage page;
  @Inject private CustomCss css;

  void show(DashboardCall call) throws ServletException, IOException {
    page.render(call.request(), call.response(), look(call), step(call), sheet(call));
  }

  private static BrandSettings look(DashboardCall call) {
    BrandSettings saved = call.workspace().brand();
    String name = call.field("name").strip();
    String color = call.field("color").strip().toLowerCase(Locale.ROOT);
    String theme = call.field("theme");
    return new BrandSettings(
        name.isEmpty() || name.length() > BrandRoom.LONGEST_NAME ? saved.name() : name,
        saved.logoUrl(),
        Swatch.isColor(color) ? color : saved.color(),
        BrandRoom.THEMES.contains(theme)
            ? Theme.valueOf(theme.toUpperCase(Locale.ROOT))
            : saved.theme(),
        saved.logo(),
        Optional.empty());
  }

  private static StepView step(DashboardCall call) {
    HttpServletRequest request = call.request();
    return switch (call.field("step")) {
      case "offer" -> SampleSteps.offer(request);
      case "confirm" -> SampleSteps.confirm(request);
      default -> SampleSteps.survey(request);
    };
  }

  private Optional<String> sheet(DashboardCall call) {
    Optional<CustomSheet> sheet =
        call.request().getParameter("css") == null
            ? css.served(call.workspace())
            : css.check(call.text("css")).sheet();
    return sheet.map(CustomSheet::text);
  }
}
