package io.backstop.web.dashboard.settings;

import io.backstop.brand.LogoDesk;
import io.backstop.brand.Upload;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** Takes a logo, or takes it down. */
@ApplicationScoped
class LogoForm {

  @Inject private LogoDesk desk;

  /**
   * Does what the form says and answers it, unless something is wrong with the picture.
   *
   * @return the key of what is wrong, or an empty text
   */
  String take(DashboardCall call) throws ServletException, IOException {
    if (call.route() == Route.REMOVE_LOGO) {
      call.seePage(desk.takeDown(call.seat()) ? "saved" : "pinned");
      return "";
    }
    Optional<byte[]> sent = sent(call);
    if (sent.isEmpty()) {
      return "error.logo.none";
    }
    Upload upload = Upload.of(sent.get());
    if (upload.picture().isEmpty()) {
      return "error.logo."
          + upload.fault().orElseThrow().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    call.seePage(desk.hang(call.seat(), upload.picture().get()) ? "saved" : "pinned");
    return "";
  }

  private static Optional<byte[]> sent(DashboardCall call) throws ServletException, IOException {
    String type = call.request().getContentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return Optional.empty();
    }
    Part part = call.request().getPart("logo");
    if (part == null || part.getSize() == 0) {
      return Optional.empty();
    }
    try (InputStream in = part.getInputStream()) {
      return Optional.of(in.readNBytes(Upload.LARGEST + 1));
    }
  }
}
