package io.backstop.web.hosted;

import io.backstop.kernel.Surface;
import io.backstop.workspace.Workspace.BrandSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Shows a step as a customer would see it, to somebody of the merchant's: the real templates with
 * data that is made up. There is no session, no token and no script on it, nothing on it can be
 * pressed, and no other site may frame it.
 */
@ApplicationScoped
public class SamplePage {

  private Assets assets;

  /** For CDI's proxy. */
  protected SamplePage() {}

  @Inject
  SamplePage(Assets assets) {
    this.assets = assets;
  }

  /**
   * Answers with {@code step} of the cancel flow.
   *
   * @param look may differ from what is saved
   * @param customCss the sheet to serve, as {@code CustomCss} has made it
   */
  public void render(
      HttpServletRequest request,
      HttpServletResponse response,
      BrandSettings look,
      StepView step,
      Optional<String> customCss)
      throws ServletException, IOException {
    PageFrame frame =
        new PageFrame(
            Bearer.ofSample(look, Surface.CANCEL.wireName()),
            new HostedAddress("", "", false),
            Wording.of(request),
            assets,
            Optional.of("j…@example.com"),
            Optional.empty(),
            false,
            Optional.empty(),
            "",
            customCss.filter(sheet -> !sheet.isEmpty()).map(SamplePage::address).orElse(""));
    Headers.set(response, ContentPolicy.ofSample(look, frame.nonce()), true);
    response.setHeader("Content-Language", frame.language());
    request.setAttribute("onward", "");
    request.setAttribute("frame", frame);
    request.setAttribute("step", step);
    request.getRequestDispatcher("/hosted/page.xhtml").forward(new BareRequest(request), response);
  }

  /** What is not saved has no address of its own. */
  private static String address(String sheet) {
    return "data:text/css;charset=utf-8;base64,"
        + Base64.getEncoder().encodeToString(sheet.getBytes(StandardCharsets.UTF_8));
  }
}
