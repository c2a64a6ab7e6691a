package io.backstop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.store.Together;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.StripeSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events are stored once, and never looked into before they are known to be Stripe's. */
class InboxTest {

  private final Bench bench = new Bench();

  private Workspace of(String slug, String key, Optional<String> account) {
    return Shop.of(
        slug,
        new StripeSettings(
            Optional.of(key),
            Optional.empty(),
            account,
            List.of(Shop.SECRET),
            URI.create("http://127.0.0.1:1"),
            URI.create("http://127.0.0.1:1/v3/")));
  }

  private static String with(String member, String body) {
    return body.replaceFirst("\\{", "{" + member + ", ");
  }

  @Test
  void anEventIsStoredAndItsCustomerAskedFor() {
    bench.tell("evt_1", "invoice.payment_failed", "cus_1");

    assertThat(bench.state("evt_1")).isEqualTo("pending");
    assertThat(bench.asked()).isEqualTo(1);
    assertThat(bench.threads).as("a worker is woken").hasSize(1);
    assertThat(bench.mirror.read).as("and nothing is read meanwhile").isEmpty();
  }

  @Test
  void aSecondDeliveryWritesNothing() {
    bench.tell("evt_1", "invoice.paid", "cus_1");
    bench.work();
    bench.threads.clear();
    bench.clock.pass(Duration.ofSeconds(9));
    bench.tell("evt_1", "invoice.paid", "cus_1");

    assertThat(bench.events()).isEqualTo(1);
    assertThat(bench.state("evt_1")).isEqualTo("settled");
    assertThat(bench.asked()).isZero();
    assertThat(bench.threads).isEmpty();
  }

  @Test
  void manyDeliveriesAtOnceAreOne() {
    Together.run(
        16,
        i ->
            () -> {
              bench.tell("evt_1", "invoice.paid", "cus_1");
              return i;
            });
    bench.work();

    assertThat(bench.events()).isEqualTo(1);
    assertThat(bench.mirror.read).containsExactly("cus_1");
  }

  @Test
  void whatNobodyNeedsIsIgnoredAndWhatNobodyKnowsIsParked() {
    bench.tell("evt_1", "price.updated", null);
    bench.tell("evt_2", "payment_intent.succeeded", null);
    bench.tell("evt_3", "never.heard_of", "cus_1");

    assertThat(bench.state("evt_1")).isEqualTo("ignored");
    assertThat(bench.state("evt_2")).isEqualTo("parked");
    assertThat(bench.state("evt_3")).isEqualTo("parked");
    assertThat(bench.asked()).isZero();
  }

  @Test
  void nothingOfWhatAnEventSaysIsKept() {
    String body =
        with("\"note\": \"ada@acme.example\"", Shop.event("evt_1", "invoice.paid", "cus_1"));
    bench.tell(bench.acme, body);

    assertThat(bench.database.text("SELECT to_jsonb(e) FROM stripe_event e"))
        .contains("evt_1", "cus_1")
        .doesNotContain("ada@");
  }

  @Test
  void theSameIdInTwoWorkspacesIsTwoEvents() {
    bench.tell("evt_1", "invoice.paid", "cus_1");
    bench.tell(bench.open("beta"), Shop.event("evt_1", "invoice.paid", "cus_1"));

    assertThat(bench.events()).isEqualTo(2);
    assertThat(bench.asked()).isEqualTo(2);
  }

  @Test
  void anotherAccountsEventsAreNotOurs() {
    String ours = with("\"account\": \"acct_1\"", Shop.event("evt_1", "invoice.paid", "cus_1"));
    bench.tell(bench.acme, ours);
    Workspace connected = of("connected", "sk_test_platform", Optional.of("acct_1"));
    bench.tell(connected, ours.replace("acct_1", "acct_2"));
    bench.tell(connected, Shop.event("evt_1", "invoice.paid", "cus_1"));
    assertThat(bench.events()).isZero();

    bench.tell(connected, ours);
    assertThat(bench.events()).isEqualTo(1);
  }

  @Test
  void theOtherModesEventsAreNotOurs() {
    String test = Shop.event("evt_1", "invoice.paid", "cus_1");
    String live = test.replace("\"livemode\": false", "\"livemode\": true");
    bench.tell(bench.acme, live);
    bench.tell(of("live", "rk_live_1", Optional.empty()), test);
    assertThat(bench.events()).isZero();

    bench.tell(of("live", "rk_live_1", Optional.empty()), live);
    assertThat(bench.events()).isEqualTo(1);
  }

  @Test
  void whatIsNotSignedIsNotLookedInto() {
    byte[] noJson = "{".getBytes(StandardCharsets.UTF_8);
    String good = Shop.signature("{", bench.clock.instant());

    assertThatThrownBy(() -> bench.inbox.accept(bench.acme, null, noJson))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.WEBHOOK_SIGNATURE_INVALID));
    assertThatThrownBy(() -> bench.inbox.accept(bench.acme, good, noJson))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.MALFORMED_REQUEST));
    assertThat(bench.events()).isZero();
  }
}
