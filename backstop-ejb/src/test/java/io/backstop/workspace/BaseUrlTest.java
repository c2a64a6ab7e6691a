package io.backstop.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BaseUrlTest {

  private static BaseUrl set(String value) {
    return BaseUrl.of(new LayeredConfig(new Layers().with(300, "backstop.base-url", value)));
  }

  @Test
  void withoutASettingItIsThisMachine() {
    assertThat(BaseUrl.of(new LayeredConfig(new Layers())).at("/dashboard"))
        .isEqualTo("http://127.0.0.1:8080/dashboard");
    assertThat(set(" ").host()).contains("127.0.0.1");
  }

  @Test
  void addressesBeginWithItAndItsHostIsKnown() {
    assertThat(set("https://backstop.example:8443").at("/x"))
        .isEqualTo("https://backstop.example:8443/x");
    assertThat(set("https://backstop.example:8443").host()).contains("backstop.example");
    assertThat(set("https://acme_backstop").host()).isEmpty();
  }
}
