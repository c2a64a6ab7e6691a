package io.backstop.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.member.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The routes, and who may go there, are those that {@code DashboardRightsIT} tries on servers. */
class RouteTest {

  private static final Path LIST = Path.of("src/test/resources/corpus/dashboard-routes.txt");

  @Test
  void theListHasEveryRouteWithItsLeastRole() throws IOException {
    List<String> listed =
        Files.readAllLines(LIST).stream().filter(line -> !line.startsWith("#")).toList();

    assertThat(Arrays.stream(Route.values()).map(RouteTest::line).toList()).isEqualTo(listed);
  }

  private static String line(Route route) {
    Role least =
        Arrays.stream(Role.values()).filter(route.right()::isHeldBy).findFirst().orElseThrow();
    return route.method() + " /" + route.path() + " " + least.wireName();
  }

  @Test
  void noRightIsTakenFromAHigherRole() {
    for (Route route : Route.values()) {
      boolean held = false;
      for (Role role : Role.values()) {
        assertThat(route.right().isHeldBy(role)).as(route + ", " + role).isIn(held, true);
        held = route.right().isHeldBy(role);
      }
    }
  }

  @Test
  void everyActionBelongsToAPageThatWhoeverMayActMaySee() {
    for (Route route : Route.values()) {
      for (Role role : Role.values()) {
        if (route.right().isHeldBy(role)) {
          assertThat(route.page().right().isHeldBy(role)).as(route + ", " + role).isTrue();
        }
      }
    }
  }

  @Test
  void headIsAnsweredAsGet() {
    assertThat(Route.of("HEAD", "embed")).contains(Route.EMBED);
    assertThat(Route.of("GET", "embed/rotate")).isEmpty();
    assertThat(Route.isKnown("embed/rotate")).isTrue();
    assertThat(Route.isKnown("embed/rotate/")).isFalse();
  }

  @Test
  void anActionLeadsBackToTheNearestPageAboveIt() {
    assertThat(Route.ROTATE.page()).isEqualTo(Route.EMBED);
    assertThat(Route.ROTATE.pageOf("embed/rotate")).isEqualTo("embed");
    assertThat(Route.OVERVIEW.pageOf("")).isEmpty();
  }
}
