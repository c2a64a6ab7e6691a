package io.backstop.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pages of one flow that somebody at the dashboard made of a template with offers and has
 * published {@value #VERSIONS} times, each time under another name.
 */
final class FlowPages {

  private static final int VERSIONS = 20;
  private static final String TEMPLATE = "price-first";
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(key|revision)\" value=\"([^\"]*)\"");
  private static final Pattern DOCUMENT =
      Pattern.compile("<textarea id=\"document\"[^>]*>\\s*([^<]*)</textarea>");

  private final URI desk;
  private final HttpClient http;
  private final String cookie;

  /**
   * @param desk the workspace at the dashboard, with a slash at its end
   * @param cookie of somebody who may publish
   */
  FlowPages(URI desk, HttpClient http, String cookie) {
    this.desk = desk;
    this.http = http;
    this.cookie = cookie;
  }

  /** Makes the flow; answers its pages, below {@code desk}. */
  List<String> make() throws IOException, InterruptedException {
    String flow = press("flows/new", "flows/new/start", Map.of("template", TEMPLATE));
    press(flow + "/publish", flow + "/publish/release", Map.of());
    for (int number = 2; number <= VERSIONS; number++) {
      String document =
          found(DOCUMENT, page(flow + "/text"))
              .group(1)
              .replace("&quot;", "\"")
              .replace("&amp;", "&");
      String renamed =
          document.replaceFirst("\"name\": *\"[^\"]*\"", "\"name\": \"Number " + number + "\"");
      press(flow + "/text", flow + "/text/save", Map.of("document", renamed));
      press(flow + "/publish", flow + "/publish/release", Map.of());
    }
    return List.of(
        flow,
        flow + "/text",
        flow + "/try",
        flow + "/sample",
        flow + "/publish",
        flow + "/versions",
        flow + "/versions/" + VERSIONS);
  }

  /** Sends a form of a page; answers the page it leads to. */
  private String press(String page, String action, Map<String, String> typed)
      throws IOException, InterruptedException {
    String body =
        HIDDEN
                .matcher(page(page))
                .results()
                .map(field -> field.group(1) + "=" + field.group(2))
                .distinct()
                .collect(Collectors.joining("&"))
            + typed.entrySet().stream()
                .map(e -> "&" + e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining());
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(desk.resolve(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    if (answer.statusCode() != 303) {
      throw new IOException(action + " answered " + answer.statusCode());
    }
    URI there = desk.resolve(answer.headers().firstValue("Location").orElseThrow());
    return there.getPath().substring(desk.getPath().length());
  }

  private String page(String page) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(desk.resolve(page)));
    if (answer.statusCode() != 200) {
      throw new IOException(page + " answered " + answer.statusCode());
    }
    return answer.body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.header("Cookie", "backstop=" + cookie).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static Matcher found(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("there is no " + pattern + " on the page");
    }
    return matcher;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
