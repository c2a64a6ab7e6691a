package io.backstop.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.web.error.Told;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Clock;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebFailureAnswerTest {

  private final Told told = new Told(WebFailureAnswer.class);
  private byte[] body;

  /** As much of JAX-RS as an answer is built with. */
  @BeforeEach
  void playJaxRs() {
    RuntimeDelegate.setInstance(
        played(RuntimeDelegate.class, (self, method, arguments) -> newBuilder()));
  }

  @AfterEach
  void close() {
    told.close();
    RuntimeDelegate.setInstance(null);
  }

  private Response.ResponseBuilder newBuilder() {
    return played(
        Response.ResponseBuilder.class,
        new InvocationHandler() {
          private int status;

          @Override
          public Object invoke(Object self, Method method, Object[] arguments) {
            if (method.getName().equals("status")) {
              status = (int) arguments[0];
            } else if (method.getName().equals("entity")) {
              body = (byte[]) arguments[0];
            }
            return method.getName().equals("build") ? response(status) : self;
          }
        });
  }

  private static Response response(int status) {
    return played(
        Response.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getStatus" -> status;
              case "getStatusInfo" -> Response.Status.fromStatusCode(status);
              default -> null;
            });
  }

  private static <T> T played(Class<T> type, InvocationHandler play) {
    try {
      return new ByteBuddy(ClassFileVersion.JAVA_V17)
          .subclass(type, ConstructorStrategy.Default.IMITATE_SUPER_CLASS_OPENING)
          .method(ElementMatchers.isAbstract())
          .intercept(InvocationHandlerAdapter.of(play))
          .make()
          .load(WebFailureAnswerTest.class.getClassLoader())
          .getLoaded()
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private String numberAnswered(int status) throws Exception {
    WebFailureAnswer answer = new WebFailureAnswer();
    Field clock = WebFailureAnswer.class.getDeclaredField("clock");
    clock.setAccessible(true);
    clock.set(answer, Clock.systemUTC());
    answer.toResponse(new WebApplicationException("/api/v1/ada@acme.example", response(status)));
    return new ObjectMapper().readTree(body).at("/error/request_id").textValue();
  }

  @Test
  void whatJaxRsRefusesStandsInTheLogUnderItsNumberAndNothingElseOfIt() throws Exception {
    String number = numberAnswered(404);

    assertThat(number).startsWith("req_");
    assertThat(told.lines()).containsExactly("INFO " + number + " refused a call of the API: 404");
  }

  @Test
  void whatItFailsAtStandsThereToo() throws Exception {
    String number = numberAnswered(500);

    assertThat(told.lines()).containsExactly("SEVERE " + number + " failed");
  }
}
