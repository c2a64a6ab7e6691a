package io.backstop.web.hosted;

import io.backstop.link.FlowPass;
import io.backstop.link.HostedLink;
import io.backstop.outcome.Outcome;
import io.backstop.outcome.OutcomeMessage;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** One request of a customer whom the link has let in, and the ways to answer it. */
public final class HostedCall {

  /** Set by our script: it cannot read where a redirect to another origin leads. */
  private static final String BY_SCRIPT = "Backstop-Fetch";

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final HostedAddress address;
  private final FlowPass pass;
  private final Wording words;
  private final Assets assets;
  private final String customSheet;
  private final Instant now;

  HostedCall(
      HttpServletRequest request,
      HttpServletResponse response,
      HostedAddress address,
      FlowPass pass,
      Assets assets,
      String customSheet,
      Instant now) {
    this.request = request;
    this.response = response;
    this.address = address;
    this.pass = pass;
    this.words = Wording.of(request);
    this.assets = assets;
    this.customSheet = customSheet;
    this.now = now;
  }

  public HttpServletRequest request() {
    return request;
  }

  public FlowPass pass() {
    return pass;
  }

  public Wording words() {
    return words;
  }

  public Instant now() {
    return now;
  }

  /** Answers with a step that does not end the visit. */
  public void show(StepView step, Optional<String> account) throws ServletException, IOException {
    render(step, frame(account, Optional.empty(), Optional.empty()));
  }

  /** Answers with a step of a visit that may be left at any time. */
  public void show(StepView step, Interim interim) throws ServletException, IOException {
    render(step, frame(interim, false));
  }

  /**
   * Answers the form that leaves such a visit: with the merchant's page, or with the step again
   * where there is none to go to.
   */
  public void leave(StepView step, Interim interim) throws ServletException, IOException {
    Optional<URI> back = wayOut(interim.outcome());
    if (back.isPresent() && request.getHeader(BY_SCRIPT) == null) {
      seeOther(back.get().toString());
    } else {
      render(step, frame(interim, back.isPresent()));
    }
  }

  /** This page with other parameters, for a link or a form. */
  public String here(String query) {
    return address.with(query);
  }

  /** Answers a form with this page, with other parameters. */
  public void seeHere(String query) {
    seeOther(address.with(query));
  }

  /**
   * Answers with the last step. A customer whose form has ended the visit goes back to the merchant
   * at once, with the signed outcome; one in a frame stays until he closes it, and the frame tells
   * its opener.
   */
  public void end(StepView step, Optional<String> account, Outcome.Kind outcome)
      throws ServletException, IOException {
    Optional<URI> back = wayOut(outcome);
    boolean byForm = request.getMethod().equals("POST") && request.getHeader(BY_SCRIPT) == null;
    if (back.isPresent() && byForm) {
      seeOther(back.get().toString());
    } else {
      render(step, frame(account, Optional.of(outcome), back));
    }
  }

  /** Answers a form by showing the page again, so that a reload repeats nothing. */
  public void seeAgain() {
    seeOther(address.again());
  }

  /**
   * Answers a form with another hosted page, on the host that this one was asked for on: a browser
   * follows the answer of a form only where the page's policy lets it. The form carries {@code
   * data-plain}, so that the browser itself goes there.
   */
  public void goTo(HostedLink link) {
    goTo(link, "");
  }

  /** As {@link #goTo(HostedLink)}, at the step that {@code query} names. */
  public void goTo(HostedLink link, String query) {
    String path = link.url().getPath();
    int surface = path.lastIndexOf('/', path.lastIndexOf('/') - 1);
    seeOther(address.elsewhere(path.substring(surface), query));
  }

  private PageFrame frame(
      Optional<String> account, Optional<Outcome.Kind> outcome, Optional<URI> back) {
    return new PageFrame(
        Bearer.of(pass),
        address,
        words,
        assets,
        account,
        outcome,
        outcome.isPresent(),
        back.or(() -> wayOut(Outcome.Kind.DISMISSED)),
        "",
        customSheet);
  }

  private PageFrame frame(Interim interim, boolean ended) {
    return new PageFrame(
        Bearer.of(pass),
        address,
        words,
        assets,
        interim.account(),
        Optional.of(interim.outcome()).filter(kind -> ended || kind != Outcome.Kind.DISMISSED),
        ended,
        wayOut(interim.outcome()),
        interim.carried(),
        customSheet);
  }

  /** At top level, where the merchant has said so: his page, with the outcome. */
  private Optional<URI> wayOut(Outcome.Kind outcome) {
    return address.modal() ? Optional.empty() : returnWith(outcome);
  }

  private Optional<URI> returnWith(Outcome.Kind outcome) {
    return pass.returnUrl()
        .map(
            url ->
                OutcomeMessage.signed(pass.workspace(), pass.session(), outcome, now).addedTo(url));
  }

  private void seeOther(String location) {
    Headers.set(response, ContentPolicy.OF_NOTICES, address.modal());
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", location);
  }

  private void render(StepView step, PageFrame frame) throws ServletException, IOException {
    boolean takesCards = !step.stripeScript().isEmpty();
    if (takesCards) {
      URI script = URI.create(step.stripeScript());
      Headers.set(
          response,
          ContentPolicy.withStripe(pass, frame.nonce(), address.modal(), script),
          address.modal());
      Headers.letPay(response, script);
    } else {
      Headers.set(
          response, ContentPolicy.of(pass, frame.nonce(), address.modal()), address.modal());
    }
    // What was fetched is shown on the page that is there, whose policy keeps Stripe out.
    boolean fetched = takesCards && request.getHeader(BY_SCRIPT) != null;
    String here = address.path() + "?" + request.getQueryString();
    request.setAttribute("onward", fetched ? here : frame.ended() ? frame.back() : "");
    response.setHeader("Content-Language", words.language());
    request.setAttribute("frame", frame);
    request.setAttribute("step", step);
    request.getRequestDispatcher("/hosted/page.xhtml").forward(new BareRequest(request), response);
  }
}
