package io.backstop.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextPageTest {

  private static String next(String asked) {
    return NextPage.of(
        (HttpServletRequest)
            Proxy.newProxyInstance(
                NextPageTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> asked));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard/w/acme",
        "/dashboard/w/acme/sign-ins",
        "/dashboard/w/a-1/customers/cus_1.2/visits"
      })
  void aPageOfAWorkspaceIsGoneOnTo(String page) {
    assertThat(next(page)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/dashboard/w/acme/../../evil",
        "/dashboard/w/acme//evil.example",
        "/dashboard/w/acme/embed?x=1",
        "/dashboard/w/acme/embed\n",
        "/dashboard/w/acme\r\nLocation:%20https://evil.example",
        "/dashboard/w/acme/a/b/c/d/e",
        "/dashboard/sign-out"
      })
  void nothingElseIs(String address) {
    assertThat(next(address)).isEmpty();
  }

  @Test
  void norIsNothing() {
    assertThat(next(null)).isEmpty();
  }
}
