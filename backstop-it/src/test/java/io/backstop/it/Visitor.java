package io.backstop.it;

import io.backstop.it.Merchant.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A customer whose browser runs no script: follows a hosted link and sends its plain forms. It
 * follows the redirect after a form, once.
 */
final class Visitor {

  private static final Pattern STEP = Pattern.compile("data-backstop-step=\"([a-z]+)\"");
  private static final Pattern OUTCOME = Pattern.compile("data-backstop-outcome=\"([a-z]*)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(key|step)\" value=\"([^\"]*)\"");

  private final URI link;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Answer page;

  private Visitor(URI link) {
    this.link = link;
  }

  /** Follows the link; the page may be a refusal. */
  static Visitor follows(URI link) {
    Visitor visitor = new Visitor(link);
    visitor.page = visitor.get(link);
    return visitor;
  }

  /** Sends these headers with every further form. */
  Visitor with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  private Answer get(URI address) {
    return Merchant.send(
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).GET().build());
  }

  Answer page() {
    return page;
  }

  /** The step the page shows; empty on a refusal. */
  String step() {
    return first(STEP).orElse("");
  }

  /** How the visit ended, if it has. */
  String outcome() {
    return first(OUTCOME).orElse("");
  }

  private Optional<String> first(Pattern pattern) {
    Matcher matcher = pattern.matcher(page.body());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The hidden members of the page's forms. */
  Map<String, String> hidden() {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher matcher = HIDDEN.matcher(page.body());
    while (matcher.find()) {
      fields.put(matcher.group(1), matcher.group(2));
    }
    return fields;
  }

  /** Presses a button of the page that is shown. */
  Visitor press(String action, String... fields) {
    Map<String, String> form = hidden();
    form.put("action", action);
    for (int i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    page = send(form);
    return this;
  }

  /** Sends a form and follows where it leads. */
  Answer send(Map<String, String> form) {
    Answer answer = post(link, form);
    return answer.status() == 303 ? get(link.resolve(answer.header("Location"))) : answer;
  }

  /** Sends a form to {@code address}; leaves the redirect, if any, to the caller. */
  Answer post(URI address, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return Merchant.send(request.build());
  }
}
