package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.it.Merchant.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody of the merchant's staff at the dashboard, without a browser. */
final class Office {

  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([0-9a-f]{64})\"");

  private final URI home;
  private final String cookie;

  /** Signs in with a confirmed password, to the merchant's workspace on {@code node}. */
  Office(Stage stage, URI node, Merchant merchant, String role) {
    Staff staff = new Staff(stage);
    home = node.resolve("/dashboard/w/" + merchant.slug() + "/");
    cookie = staff.signIn(staff.hire(merchant.slug(), role));
  }

  Answer page(String path) {
    return Merchant.send(
        HttpRequest.newBuilder(home.resolve(path)).header("Cookie", "backstop=" + cookie).build());
  }

  /** What {@code pattern} finds first on that page. */
  String read(String path, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(page(path).body());
    assertThat(found.find()).as(pattern + " on " + path).isTrue();
    return found.group(1);
  }

  /** Sends a form of the embedding page. */
  Answer send(String path, String form) {
    Matcher key = KEY.matcher(page("embed").body());
    assertThat(key.find()).isTrue();
    return Merchant.send(
        HttpRequest.newBuilder(home.resolve(path))
            .header("Cookie", "backstop=" + cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("key=" + key.group(1) + form))
            .build());
  }
}
