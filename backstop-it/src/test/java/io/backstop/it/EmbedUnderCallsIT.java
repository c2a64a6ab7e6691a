package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.it.SteadyCalls.Call;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets are replaced and signatures required while calls come in, on two nodes. */
@ExtendWith(StageExtension.class)
class EmbedUnderCallsIT {

  private final Stage stage;
  private final Staff staff;
  private Merchant merchant;
  private Office office;

  EmbedUnderCallsIT(Stage stage) {
    this.stage = stage;
    this.staff = new Staff(stage);
  }

  @BeforeEach
  void aMerchantWhoseCustomerIsKnown() {
    merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
    merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
    office = new Office(stage, stage.backstop(), merchant, "owner");
  }

  private static void await(int count, SteadyCalls calls, Predicate<Call> which) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> calls.calls().stream().filter(which).count() >= count);
  }

  private long counted(String... kinds) {
    return Long.parseLong(
        staff.text(
            "SELECT coalesce(sum(calls), 0) FROM embed_call_day WHERE workspace_id = ?"
                + " AND kind = ANY (string_to_array(?, ','))",
            merchant.slug(),
            String.join(",", kinds)));
  }

  @Test
  void aSecretIsReplacedUnderCallsThatEitherSignsAndNoneIsRefused() {
    SteadyCalls calls = new SteadyCalls(stage, merchant, merchant.secret());
    try (calls) {
      await(100, calls, call -> true);
      String turn = office.read("embed", "name=\"turn\" value=\"([0-9a-f]+)\"");
      assertThat(office.send("embed/rotate", "&turn=" + turn).header("Location"))
          .endsWith("note=rotated");
      long rotated = System.nanoTime();
      String fresh =
          office
              .send("embed/reveal", "")
              .body()
              .replaceAll("(?s).*id=\"embed-secret\">([^<]+)<.*", "$1");
      assertThat(fresh).matches("bs_[0-9a-f]{64}");
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> System.nanoTime() - rotated > InForce.PROMISED.toNanos());
      calls.alsoSignWith(fresh);
      await(150, calls, call -> call.secret().equals(fresh));
      await(300, calls, call -> call.secret().equals(merchant.secret()));
    }
    List<Call> all = calls.calls();

    assertThat(all).filteredOn(call -> call.status() != 200).isEmpty();
    for (URI node : List.of(stage.backstop(), stage.otherNode())) {
      assertThat(all).filteredOn(call -> call.node().equals(node)).hasSizeGreaterThan(200);
    }
    // The one before the calls is counted with them; nothing counts twice or is lost.
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> assertThat(counted("signed", "signed_before")).isEqualTo(all.size() + 1L));
    assertThat(counted("signed")).isGreaterThanOrEqualTo(150);
    assertThat(counted("signed_before")).isGreaterThanOrEqualTo(100);
    assertThat(
            staff.text(
                "SELECT count(*) FROM embed_secret_use WHERE workspace_id = ?", merchant.slug()))
        .isEqualTo("2");
    assertThat(office.page("embed").body()).doesNotContain("Not used in the last 90 days");
  }

  @Test
  void everyNodeRefusesUnsignedCallsWithinTwoSeconds() {
    SteadyCalls calls = new SteadyCalls(stage, merchant, "");
    long flipped;
    try (calls) {
      await(100, calls, call -> call.status() == 200);
      assertThat(office.send("embed/signature", "&required=true").header("Location"))
          .endsWith("note=saved");
      flipped = System.nanoTime();
      for (URI node : List.of(stage.backstop(), stage.otherNode())) {
        await(75, calls, call -> call.node().equals(node) && call.status() == 401);
        assertThat(calls.send(node, merchant.secret()).status()).isEqualTo(200);
      }
    }

    assertThat(calls.calls())
        .filteredOn(call -> call.secret().isEmpty() && call.status() == 200)
        .allSatisfy(
            call ->
                assertThat(call.begun() - flipped)
                    .as(call.node().toString())
                    .isLessThan(InForce.PROMISED.toNanos()));
    assertThat(calls.calls()).allMatch(call -> call.status() == 200 || call.status() == 401);
    long refused = calls.calls().stream().filter(call -> call.status() == 401).count();
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(counted("unsigned_refused")).isEqualTo(refused));
    assertThat(office.page("embed").body()).contains("unsigned calls were refused");
  }
}
