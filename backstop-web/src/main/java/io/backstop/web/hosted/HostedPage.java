package io.backstop.web.hosted;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.link.FlowPass;
import io.backstop.link.LinkGate;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * The way from a browser to a surface: address, prefetch, link, form, in this order. A surface only
 * ever sees a customer whom his link has let in, and a form that its own page has sent.
 */
public abstract class HostedPage extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int LARGEST_FORM = 64 * 1024;

  @Inject private LinkGate gate;
  @Inject private Notices notices;
  @Inject private Assets assets;
  @Inject private CustomSheets sheets;
  @Inject private Clock clock;

  /** Whose links open this page. */
  protected abstract Surface surface();

  /** Answers a GET; changes nothing. */
  protected abstract void show(HostedCall call) throws ServletException, IOException;

  /** Answers a form. */
  protected abstract void act(HostedCall call) throws ServletException, IOException;

  /**
   * Answers a form that comes after its link was spent, as the second of a double click does.
   *
   * @return whether there was an answer
   */
  protected abstract boolean actAgain(HostedCall call) throws ServletException, IOException;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    boolean form = request.getMethod().equals("POST");
    Optional<HostedAddress> address = HostedAddress.of(request);
    if (address.isEmpty()) {
      notices.send(request, response, Notice.GONE, HttpServletResponse.SC_NOT_FOUND);
    } else if (!form && !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD, POST");
      notices.send(request, response, Notice.METHOD, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else if (form && request.getContentLengthLong() > LARGEST_FORM) {
      notices.send(request, response, Notice.TOO_LARGE, 413);
    } else if (isPrefetch(request)) {
      // Whoever looks ahead has not opened the link yet; told "not now", browsers ask again for
      // real.
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    } else {
      try {
        enter(request, response, address.get(), form);
      } catch (Refusal refusal) {
        refuse(request, response, address.get(), refusal.code());
      }
    }
  }

  private void enter(
      HttpServletRequest request, HttpServletResponse response, HostedAddress address, boolean form)
      throws ServletException, IOException {
    if (!form) {
      show(call(request, response, address, gate.admit(surface(), address.token())));
      return;
    }
    FlowPass pass;
    boolean spent = false;
    try {
      pass = gate.admit(surface(), address.token());
    } catch (Refusal dead) {
      spent = true;
      pass = gate.recall(surface(), address.token()).orElseThrow(() -> dead);
    }
    if (!guard(request).admits(pass.formKey())) {
      throw spent
          ? new Refusal(RefusalCode.LINK_DEAD, "spent, and not sent by its own page")
          : new Refusal(RefusalCode.FORM_FORGED, "sent by another site, or without its key");
    }
    HostedCall call = call(request, response, address, pass);
    if (!spent) {
      act(call);
    } else if (!actAgain(call)) {
      throw new Refusal(RefusalCode.LINK_DEAD, "spent, and nothing to show again");
    }
  }

  private HostedCall call(
      HttpServletRequest request,
      HttpServletResponse response,
      HostedAddress address,
      FlowPass pass) {
    return new HostedCall(
        request,
        response,
        address,
        pass,
        assets,
        sheets.address(pass.workspace()),
        clock.instant());
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      HostedAddress address,
      RefusalCode code)
      throws ServletException, IOException {
    switch (code) {
      case LINK_UNKNOWN -> notices.send(request, response, Notice.GONE, 404);
      case LINK_DEAD -> notices.send(request, response, Notice.GONE, 410);
      case FORM_FORGED ->
          notices.sendWithWayOn(request, response, Notice.FORGED, 403, address.again());
      case STEP_MISMATCH, CUSTOMER_NOT_FOUND, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_NOT_CANCELABLE ->
          notices.sendWithWayOn(request, response, Notice.STALE, 409, address.again());
      case ALREADY_CONFIRMING, BILLING_UNAVAILABLE, TEMPORARILY_UNAVAILABLE -> {
        response.setHeader("Retry-After", "5");
        notices.sendWithWayOn(request, response, Notice.BUSY, 503, address.again());
      }
      default -> throw new ServletException("a refusal no hosted page expects: " + code);
    }
  }

  private static FormGuard guard(HttpServletRequest request) {
    return new FormGuard(
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Origin"),
        request.getHeader("Host"),
        request.getParameter("key"));
  }

  private static boolean isPrefetch(HttpServletRequest request) {
    return says(request, "Sec-Purpose") || says(request, "Purpose") || says(request, "X-Moz");
  }

  private static boolean says(HttpServletRequest request, String header) {
    String purpose = request.getHeader(header);
    return purpose != null && purpose.contains("prefetch");
  }
}
