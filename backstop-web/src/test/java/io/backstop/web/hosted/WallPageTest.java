package io.backstop.web.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.flow.wall.PaymentWall;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.link.FlowPass;
import io.backstop.link.HostedLink;
import io.backstop.web.guard.FakeResponse;
import io.backstop.web.hosted.wall.WallPage;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way from the wall to the cancel flow, when what it leads to has gone meanwhile. */
class WallPageTest {

  private final Map<String, Object> rendered = new HashMap<>();
  private final FakeResponse response = new FakeResponse();

  private static HostedPage page(RefusalCode code) throws ReflectiveOperationException {
    WallPage page = new WallPage();
    Field wall = WallPage.class.getDeclaredField("wall");
    wall.setAccessible(true);
    wall.set(
        page,
        new PaymentWall() {
          @Override
          public HostedLink cancel(FlowPass pass, SubscriptionId subscription) {
            throw new Refusal(code, "by the test");
          }
        });
    return page;
  }

  private HostedCall pressingCancel() {
    Map<String, String> form = Map.of("action", "cancel", "subscription", "sub_ada");
    HttpServletRequest request =
        played(
            HttpServletRequest.class,
            (method, arguments) ->
                switch (method) {
                  case "getParameter" -> form.get(arguments[0]);
                  case "getHeader", "getQueryString" -> null;
                  case "setAttribute" -> rendered.put((String) arguments[0], arguments[1]);
                  case "getRequestDispatcher" ->
                      played(RequestDispatcher.class, (forward, to) -> null);
                  default -> throw new UnsupportedOperationException(method);
                });
    return new HostedCall(
        request,
        response.asResponse(),
        new HostedAddress("/wall/t", "t", false),
        Passes.of(List.of(), null, null, null),
        null,
        "",
        Instant.EPOCH);
  }

  private interface Play {
    Object answer(String method, Object[] arguments);
  }

  private static <T> T played(Class<T> type, Play play) {
    return type.cast(
        Proxy.newProxyInstance(
            WallPageTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> play.answer(method.getName(), arguments)));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"CUSTOMER_NOT_FOUND", "SUBSCRIPTION_NOT_FOUND", "SUBSCRIPTION_NOT_CANCELABLE"})
  void whatHasGoneIsSaid(RefusalCode code) throws Exception {
    page(code).act(pressingCancel());

    assertThat(rendered.get("step"))
        .isEqualTo(
            new UnavailableView(
                Wording.of(List.of()).say("gone.title"), Wording.of(List.of()).say("gone.text")));
  }

  @Test
  void whatPassesIsRefusedAsOnEveryPage() throws Exception {
    HostedPage page = page(RefusalCode.BILLING_UNAVAILABLE);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> page.act(pressingCancel()))
        .matches(refusal -> refusal.code() == RefusalCode.BILLING_UNAVAILABLE);
  }
}
