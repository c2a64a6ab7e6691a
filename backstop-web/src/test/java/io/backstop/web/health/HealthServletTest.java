package io.backstop.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.store.Readiness;
import io.backstop.web.guard.FakeRequest;
import io.backstop.web.guard.FakeResponse;
import java.lang.reflect.Field;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthServletTest {

  @ParameterizedTest(name = "{0} while the database answers ({1}) is {2}")
  @CsvSource({
    "/health/live, true, 200, UP",
    "/health/live, false, 200, UP",
    "/health/ready, true, 200, UP",
    "/health/ready, false, 503, DOWN"
  })
  void readinessNeedsTheDatabaseAndLifeDoesNot(
      String path, boolean databaseAnswers, int status, String word) throws Exception {
    FakeResponse response = new FakeResponse();

    servlet(databaseAnswers)
        .doGet(FakeRequest.from("127.0.0.1").to(path).asRequest(), response.asResponse());

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body()).isEqualTo("{\"status\":\"" + word + "\"}");
    assertThat(response.headers()).containsEntry("Cache-Control", "no-store");
  }

  private static HealthServlet servlet(boolean databaseAnswers) throws Exception {
    HealthServlet servlet = new HealthServlet();
    Field readiness = HealthServlet.class.getDeclaredField("readiness");
    readiness.setAccessible(true);
    readiness.set(
        servlet,
        new Readiness() {
          @Override
          public boolean databaseAnswers() {
            return databaseAnswers;
          }
        });
    return servlet;
  }
}
