package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.it.Merchant.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every address of the dashboard, tried by everybody who should not get through, and who should.
 */
@ExtendWith(StageExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardRightsIT {

  private static final List<String> ROLES = List.of("viewer", "editor", "admin", "owner");
  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([0-9a-f]{64})\"");

  private final Stage stage;
  private final Staff staff;
  private Merchant merchant;
  private String stranger;

  DashboardRightsIT(Stage stage) {
    this.stage = stage;
    this.staff = new Staff(stage);
  }

  /** An address, and the least role that may go there. */
  record Route(String method, String path, String least) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Stream<Route> routes() {
    try (var list = Staff.class.getResourceAsStream("/corpus/dashboard-routes.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(parts -> new Route(parts[0], parts[1], parts[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Route> actions() {
    return routes().filter(route -> route.method().equals("POST"));
  }

  @BeforeAll
  void twoMerchants() {
    merchant = Merchant.open(stage, Map.of());
    Merchant other = Merchant.open(stage, Map.of());
    stranger = staff.signIn(staff.hire(other.slug(), "owner"));
    merchant.stripeHas(EveryOffer.customer("ada", false));
    merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
  }

  private URI address(String path) {
    return stage
        .backstop()
        .resolve(
            "/dashboard/w/"
                + merchant.slug()
                + (path.equals("/") ? "" : path.replace("*", "unknown")));
  }

  private Answer send(Route route, String cookie, String form, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address(route.path()));
    if (!cookie.isEmpty()) {
      request.header("Cookie", "backstop=" + cookie);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    if (route.method().equals("POST")) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form));
    }
    return Merchant.send(request.build());
  }

  /** The key that the forms of this session carry. */
  private String key(String cookie, URI page) {
    Answer answer =
        Merchant.send(HttpRequest.newBuilder(page).header("Cookie", "backstop=" + cookie).build());
    Matcher key = KEY.matcher(answer.body());
    assertThat(key.find()).as(page + ": " + answer.status()).isTrue();
    return "key=" + key.group(1);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void eachRoleGetsWhereItMayAndNoFurther(Route route) {
    for (String role : ROLES) {
      String cookie = staff.signIn(staff.hire(merchant.slug(), role));
      String key = key(cookie, address("/sign-ins"));
      String before = staff.everythingOf(merchant.slug());
      Answer answer = send(route, cookie, key + "&session=none&color=%23123456&theme=auto");
      if (ROLES.indexOf(role) < ROLES.indexOf(route.least())) {
        assertThat(answer.status()).as(role).isEqualTo(403);
        assertThat(staff.everythingOf(merchant.slug())).as(role).isEqualTo(before);
      } else {
        assertThat(answer.status()).as(role).isIn(passes(route));
      }
    }
  }

  /** What somebody is answered who may; about an id that is not there, that it is not. */
  private static List<Integer> passes(Route route) {
    return route.path().contains("*") ? List.of(404, 303) : List.of(200, 303, 422);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whoeverIsSignedOutIsSentToSignIn(Route route) {
    String before = staff.everythingOf(merchant.slug());
    for (String cookie : List.of("", "made-up")) {
      Answer answer = send(route, cookie, "key=made-up");
      assertThat(answer.status()).isEqualTo(303);
      assertThat(answer.header("Location")).startsWith("/dashboard/sign-in");
    }
    assertThat(staff.everythingOf(merchant.slug())).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void toAnotherWorkspacesOwnerNothingIsThere(Route route) {
    String home =
        Merchant.send(
                HttpRequest.newBuilder(stage.backstop().resolve("/dashboard"))
                    .header("Cookie", "backstop=" + stranger)
                    .build())
            .header("Location");
    String key = key(stranger, stage.backstop().resolve(home));
    String before = staff.everythingOf(merchant.slug());
    assertThat(send(route, stranger, key).status()).isEqualTo(404);
    assertThat(staff.everythingOf(merchant.slug())).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void noFormIsTakenThatAnotherSiteSentOrThatHasNoKey(Route route) {
    String cookie = staff.signIn(staff.hire(merchant.slug(), "owner"));
    String key = key(cookie, address("/sign-ins"));
    String before = staff.everythingOf(merchant.slug());
    assertThat(send(route, cookie, "").status()).isEqualTo(403);
    assertThat(send(route, cookie, "key=" + "0".repeat(64)).status()).isEqualTo(403);
    assertThat(send(route, cookie, key, "Origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(send(route, cookie, key, "Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
    assertThat(send(route, cookie, key, "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(staff.everythingOf(merchant.slug())).isEqualTo(before);
  }
}
