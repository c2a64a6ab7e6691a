package io.backstop.flow.cancel;

import static io.backstop.billing.SandboxStation.ADA;
import static io.backstop.billing.SandboxStation.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.Quote;
import io.backstop.billing.SandboxStation;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.Surface;
import io.backstop.link.FlowPass;
import io.backstop.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a change of plan still comes to what was shown, over Stripe's own shapes. */
class TermsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final SandboxStation station = new SandboxStation(NOW);
  private final Workspace workspace = station.workspace();
  private final Terms terms = new Terms(station.desk(), station.clock());
  private final FlowPass pass =
      new FlowPass(
          workspace,
          "link_1",
          Surface.CANCEL,
          new SessionId("cs_01hzz0000000000000000000aa"),
          ADA,
          Optional.of(SUBSCRIPTION),
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          NOW.plus(Duration.ofMinutes(60)),
          "key");

  @BeforeEach
  void openPro() {
    station.open(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_ada", "price": "price_pro", "quantity": 3}]""");
  }

  @AfterEach
  void close() {
    station.close();
  }

  private Quote shown(String price) {
    return station
        .desk()
        .quote(
            workspace,
            station.desk().look(workspace, SUBSCRIPTION),
            new SwitchPlan(price, station.clock().instant()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"price_lite", "price_year"})
  void whatNobodyHasTouchedHoldsHoweverLongThePageStood(String price) {
    Quote shown = shown(price);
    station.advance(Duration.ofMinutes(59));

    assertThat(terms.hold(pass, shown)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"price_lite", "price_year"})
  void anotherQuantityIsAnotherPrice(String price) {
    Quote shown = shown(price);
    station.stripe(
        "/v1/subscriptions/sub_ada",
        "items[0][id]=si_ada&items[0][quantity]=5&proration_behavior=none");

    assertThat(terms.hold(pass, shown)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"price_lite", "price_year"})
  void nothingHoldsOnceAChargeHasFallenDue(String price) {
    station.advance(Duration.ofDays(19).plusHours(23));
    Quote shown = shown(price);
    station.advance(Duration.ofHours(3));

    assertThat(terms.hold(pass, shown)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"price_lite", "price_year"})
  void nothingHoldsWhileStripeIsAway(String price) {
    Quote shown = shown(price);
    station.fault("* /v1/*", "500", 50);

    assertThat(terms.hold(pass, shown)).isFalse();
  }
}
