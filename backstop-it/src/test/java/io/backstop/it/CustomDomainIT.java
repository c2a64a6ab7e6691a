package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.it.Merchant.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merchant's own host on a real node: what answers there, and what does not. */
@ExtendWith(StageExtension.class)
class CustomDomainIT {

  private final Stage stage;
  private Merchant merchant;
  private String host;

  CustomDomainIT(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void activate() {
    merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
    host = "billing." + merchant.slug() + ".test";
    // How soon a change is in force is asked of a node that has answered before.
    link();
    get(host, "/health/live");
    change(
        "INSERT INTO custom_domain (workspace_id, domain_id, host, state, created_at, due_at)"
            + " VALUES (?, 'dom_1', ?, 'active', now(), now() + interval '1 day')",
        merchant.slug(),
        host);
    merchant.set("domain.host", host);
    InForce.await("links on the domain", () -> link().getHost().equals(host));
    InForce.await(
        "the node to know whose host it is", () -> get(host, "/health/live").status() == 404);
  }

  private void change(String sql, String... values) {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI link() {
    return merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
  }

  private static String token(URI link) {
    return link.getPath().substring(link.getPath().lastIndexOf('/') + 1);
  }

  private Answer get(String at, String path, String... headers) {
    URI node = stage.backstop();
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String head = "GET " + path + " HTTP/1.1\r\nHost: " + at + "\r\nConnection: close\r\n" + more;
    try (Socket socket = new Socket(node.getHost(), node.getPort())) {
      socket.setSoTimeout(40_000);
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
      return RawHttp.answer(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theLinkOpensThereInFullAndInShort() {
    URI link = link();
    assertThat(link.getPort()).isEqualTo(stage.backstop().getPort());

    Answer full = get(host, link.getPath());
    Answer brief = get(host, "/" + token(link));

    assertThat(full.status()).isEqualTo(200);
    assertThat(brief.status()).isEqualTo(200);
    assertThat(brief.body()).contains("data-backstop-step=\"survey\"").contains(link.getPath());
    assertThat(full.header("set-cookie") + brief.header("set-cookie")).isEmpty();
  }

  @Test
  void theLinkOpensOnTheDefaultHostToo() {
    assertThat(get(stage.backstop().getAuthority(), link().getPath()).status()).isEqualTo(200);
  }

  @Test
  void anotherWorkspacesTokenIsDeadThere() {
    Merchant other = Merchant.open(stage, Map.of());
    other.stripeHas(Customers.MONTHLY);
    URI foreign = other.cancelLink(stage.backstop(), "cus_ada", "sub_ada");

    Answer full = get(host, foreign.getPath());
    Answer brief = get(host, "/" + token(foreign));
    Answer never = get(host, "/cancel/" + "A".repeat(43));

    assertThat(full.status()).isEqualTo(404);
    assertThat(brief.status()).isEqualTo(404);
    assertThat(full.body()).isEqualTo(never.body()).isEqualTo(brief.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard",
        "/dashboard/sign-in",
        "/DASHBOARD",
        "/dashboard;a=b",
        "//dashboard",
        "/cancel/../dashboard",
        "/assets/../dashboard",
        "/api/v1/settings",
        "/api/stripe/webhooks/acme",
        "/health/live",
        "/health/ready",
        "/internal/tls/ask?domain=x",
        "/hosted/page.xhtml",
        "/",
      })
  void nothingElseAnswersThere(String path) {
    assertThat(get(host, path).status()).isIn(404, 400);
    assertThat(get(host.toUpperCase(java.util.Locale.ROOT) + ".:80", path).status()).isIn(404, 400);
  }

  @Test
  void theScriptIsThere() {
    assertThat(get(host, "/embed.js").status()).isEqualTo(200);
  }

  @Test
  void certificatesAreForActiveDomainsAndForTheProxyAlone() {
    String own = stage.backstop().getAuthority();
    String ask = "/internal/tls/ask?domain=";

    assertThat(get(own, ask + host).status()).isEqualTo(200);
    assertThat(get(own, ask + "evil.test").status()).isEqualTo(404);
    assertThat(get(own, ask).status()).isEqualTo(404);
    assertThat(get(own, ask + host, "X-Forwarded-For: 203.0.113.9").status()).isEqualTo(404);
    assertThat(get(host, ask + host).status()).isEqualTo(404);
  }

  @Test
  void suspendedTheDefaultHostIsUsedAgainWithinTwoSeconds() {
    String path = link().getPath();
    change("UPDATE custom_domain SET state = 'suspended' WHERE workspace_id = ?", merchant.slug());
    change(
        "DELETE FROM workspace_setting WHERE workspace_id = ? AND key = 'domain.host'",
        merchant.slug());

    InForce.await(
        "links on the default host",
        () -> link().getAuthority().equals(stage.backstop().getAuthority()));

    String own = stage.backstop().getAuthority();
    assertThat(get(own, "/internal/tls/ask?domain=" + host).status()).isEqualTo(404);
    assertThat(get(own, path).status()).isEqualTo(200);
    assertThat(get(host, path).status()).as("an old link").isEqualTo(200);
    assertThat(get(host, "/dashboard").status()).isEqualTo(404);
  }
}
