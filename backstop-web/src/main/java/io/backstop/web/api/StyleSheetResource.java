package io.backstop.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.brand.Checked;
import io.backstop.brand.CustomCss;
import io.backstop.brand.Flaw;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.member.Right;
import io.backstop.member.SettingsDesk;
import io.backstop.web.guard.BodyIntake;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET} and {@code PUT /api/v1/brand/css}: the merchant's own style sheet, as he wrote it. It
 * passes the checks of the dashboard's page; the first flaw is named with its line and column.
 */
@Path("/brand/css")
@ApplicationScoped
public class StyleSheetResource {

  /** A sheet of 64 KiB whose every character is escaped, and some room. */
  private static final BodyIntake BODIES = new BodyIntake(512 * 1024, 8);

  @Inject private CustomCss css;
  @Inject private SettingsDesk desk;
  @Inject private LayeredConfig config;
  @Inject private Clock clock;

  /** The sheet in force; null where there is none. */
  @GET
  public Response read(@Context HttpServletRequest request) {
    ApiCaller caller = ApiCaller.with(Right.SEE_BRAND, request);
    return answer(caller, caller.workspace().brand().css().orElse(null));
  }

  /**
   * Saves {@code {"css": "…"}}; {@code null} takes the sheet away.
   *
   * @throws Refusal MALFORMED_REQUEST, INVALID_FIELD, SETTING_PINNED
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Response save(@Context HttpServletRequest request) throws IOException {
    ApiCaller caller = ApiCaller.with(Right.CHANGE_CSS, request);
    JsonNode text = StrictJson.read(BODIES.body(request)).path("css");
    if (!text.isTextual() && !text.isNull()) {
      throw Refusal.ofField("css", "neither a text nor null");
    }
    String source = text.isNull() ? "" : CustomCss.kept(text.asText());
    Checked checked = css.check(source);
    if (!checked.isValid()) {
      return refused(checked.flaws().get(0));
    }
    if (!desk.save(caller.actor(), Map.of(CustomCss.SETTING, source))) {
      throw new Refusal(RefusalCode.SETTING_PINNED, "css", "the sheet is pinned", null);
    }
    return answer(caller, source.isBlank() ? null : source);
  }

  private Response answer(ApiCaller caller, String source) {
    ObjectNode root = StrictJson.object();
    root.put("workspace", caller.workspace().slug().value());
    root.put("css", source);
    root.put("pinned", config.pin(caller.workspace().slug(), CustomCss.SETTING).isPresent());
    return ApiAnswer.of(StrictJson.bytes(root));
  }

  private Response refused(Flaw flaw) {
    ObjectNode root = StrictJson.object();
    root.putObject("error")
        .put("type", "custom_css_invalid")
        .put(
            "message",
            String.format(
                Locale.ROOT, "Line %d, column %d: %s", flaw.line(), flaw.column(), flaw.sentence()))
        .put("param", "css")
        .put("line", flaw.line())
        .put("column", flaw.column())
        .put("request_id", Ids.next("req_", clock.instant()));
    return Response.status(Response.Status.BAD_REQUEST)
        .type(MediaType.APPLICATION_JSON)
        .entity(StrictJson.bytes(root))
        .build();
  }
}
