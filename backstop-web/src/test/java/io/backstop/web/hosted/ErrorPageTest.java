package io.backstop.web.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.web.error.Told;
import io.backstop.web.guard.FakeResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorPageTest {

  private static final String PATH = "/api/v1/ada@acme.example";

  private final Told told = new Told(ErrorPage.class);
  private final FakeResponse response = new FakeResponse();

  @AfterEach
  void close() {
    told.close();
  }

  private String numberAnswered(int status) throws Exception {
    ErrorPage page = new ErrorPage();
    Field clock = ErrorPage.class.getDeclaredField("clock");
    clock.setAccessible(true);
    clock.set(page, Clock.systemUTC());
    page.service(failedWith(status), response.asResponse());
    return new ObjectMapper().readTree(response.body()).at("/error/request_id").textValue();
  }

  private static HttpServletRequest failedWith(int status) {
    Map<String, Object> attributes =
        Map.of(
            RequestDispatcher.ERROR_STATUS_CODE, status, RequestDispatcher.ERROR_REQUEST_URI, PATH);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            ErrorPageTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getDispatcherType" -> DispatcherType.ERROR;
                  case "getAttribute" -> attributes.get(arguments[0]);
                  case "getContextPath" -> "";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void whatIsRefusedBelowTheApiStandsInTheLogUnderItsNumberAndNothingElseOfIt() throws Exception {
    String number = numberAnswered(404);

    assertThat(number).startsWith("req_");
    assertThat(told.lines()).containsExactly("INFO refused with 404, " + number);
  }

  @Test
  void whatHasFailedStandsThereOnce() throws Exception {
    String number = numberAnswered(500);

    assertThat(told.lines()).containsExactly("SEVERE failed with 500, " + number);
  }
}
