package io.backstop.web.api;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.member.Right;
import io.backstop.member.SettingsDesk;
import io.backstop.web.guard.BodyIntake;
import io.backstop.workspace.Adjustable;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspaces;
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
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code GET} and {@code PUT /api/v1/settings}: what is in force, and what is to be saved. A PUT
 * changes the members that it holds and no other; {@code null} takes a saved value away, so that
 * the layer below is in force again. All of it is saved, or nothing.
 */
@Path("/settings")
@ApplicationScoped
public class SettingsResource {

  private static final BodyIntake BODIES = new BodyIntake(64 * 1024, 8);

  @Inject private SettingsDesk desk;
  @Inject private LayeredConfig config;
  @Inject private Workspaces workspaces;

  /** What is in force. */
  @GET
  public Response read(@Context HttpServletRequest request) {
    return ApiAnswer.of(
        SettingsDocument.of(ApiCaller.with(Right.SEE_EMBED, request).workspace(), config));
  }

  /**
   * Saves, and answers as a GET does then.
   *
   * @throws Refusal MALFORMED_REQUEST; INVALID_FIELD or SETTING_PINNED, with the setting as param
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Response save(@Context HttpServletRequest request) throws IOException {
    ApiCaller caller = ApiCaller.with(Right.CHANGE_EMBED, request);
    Workspace before = caller.workspace();
    Map<String, String> changes = new LinkedHashMap<>();
    SettingsDocument.read(BODIES.body(request))
        .forEach(
            (setting, text) -> {
              if (!text.equals(saved(before, setting))) {
                refusePinned(before, setting);
                changes.put(setting.key(), text);
              }
            });
    if (!desk.save(caller.actor(), changes)) {
      throw new Refusal(RefusalCode.SETTING_PINNED, "pinned meanwhile");
    }
    Workspace after = workspaces.findFresh(before.slug()).orElse(before);
    return ApiAnswer.of(SettingsDocument.of(after, config));
  }

  /** What was read and is sent back is no change, not even where it is a default. */
  private static String saved(Workspace workspace, Adjustable setting) {
    return SettingsDocument.text(setting.inForce(workspace));
  }

  private void refusePinned(Workspace workspace, Adjustable setting) {
    if (config.pin(workspace.slug(), setting.key()).isPresent()) {
      throw new Refusal(
          RefusalCode.SETTING_PINNED,
          SettingsDocument.path(setting),
          setting.key() + " is pinned",
          null);
    }
  }
}
