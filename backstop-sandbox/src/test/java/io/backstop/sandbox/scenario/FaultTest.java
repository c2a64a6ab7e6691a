package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.ApiConnectionException;
import com.stripe.model.Subscription;
import com.stripe.net.RequestOptions;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.service.V1Services;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest extends SandboxScenario {
  private static final SubscriptionUpdateParams ENDING =
      SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(true).build();
  private static final RequestOptions KEYED =
      RequestOptions.builder().setIdempotencyKey("attempt_one").build();

  private V1Services impatient;

  @BeforeEach
  void subscribe() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
    impatient = client().setReadTimeout(300).build().v1();
  }

  @Test
  void timeoutAfterApplyHasAppliedAndIsReplayed() throws Exception {
    order("POST /v1/subscriptions/*", "timeout-after-apply");
    assertThatThrownBy(() -> impatient.subscriptions().update("sub_one", ENDING, KEYED))
        .isInstanceOf(ApiConnectionException.class);
    assertThat(ending()).isTrue();
    Subscription again = stripe.subscriptions().update("sub_one", ENDING, KEYED);
    assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
        .contains("true");
    assertThat(events()).containsExactly("customer.subscription.updated");
  }

  @Test
  void timeoutBeforeApplyHasNotAppliedAndTheKeyIsStillGood() throws Exception {
    order("POST /v1/subscriptions/*", "timeout-before-apply");
    assertThatThrownBy(() -> impatient.subscriptions().update("sub_one", ENDING, KEYED))
        .isInstanceOf(ApiConnectionException.class);
    assertThat(ending()).isFalse();
    stripe.subscriptions().update("sub_one", ENDING, KEYED);
    assertThat(ending()).isTrue();
  }

  @Test
  void resetClosesTheConnectionWithoutAnAnswer() throws Exception {
    order("POST /v1/subscriptions/sub_one", "reset");
    assertThatThrownBy(() -> send("POST", "/v1/subscriptions/sub_one", "cancel_at_period_end=true"))
        .isInstanceOf(IOException.class);
    assertThat(ending()).isFalse();
  }

  @Test
  void stripesClientSendsOnceMoreAfterAResetSoTwoAreNeeded() throws Exception {
    order("POST /v1/subscriptions/sub_one", "reset");
    order("POST /v1/subscriptions/sub_one", "reset");
    assertThatThrownBy(() -> impatient.subscriptions().update("sub_one", ENDING))
        .isInstanceOf(ApiConnectionException.class);
    assertThat(ending()).isFalse();
  }

  @Test
  void faultHitsOnlyWhatItMatchesAndAsOftenAsOrdered() throws Exception {
    send(
        "POST",
        "/_sandbox/faults",
        "{\"match\": \"GET /v1/customers/*\", \"fault\": \"500\", \"times\": 2}");
    assertThat(send("GET", "/v1/subscriptions/sub_one", "").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/v1/customers/cus_one", "").statusCode()).isEqualTo(500);
    assertThat(send("GET", "/v1/customers/cus_one", "").statusCode()).isEqualTo(500);
    assertThat(send("GET", "/v1/customers/cus_one", "").statusCode()).isEqualTo(200);
  }

  @Test
  void orderOfNoTimesWithdrawsTheFault() throws Exception {
    String fault = "{\"match\": \"* /v1/*\", \"fault\": \"500\", \"times\": %d}";
    send("POST", "/_sandbox/faults", fault.formatted(1000));
    assertThat(send("GET", "/v1/customers", "").statusCode()).isEqualTo(500);
    send("POST", "/_sandbox/faults", fault.formatted(0));
    assertThat(send("GET", "/v1/customers", "").statusCode()).isEqualTo(200);
  }

  @Test
  void unknownFaultIsRefused() throws Exception {
    assertThat(
            send("POST", "/_sandbox/faults", "{\"match\": \"*\", \"fault\": \"fire\"}")
                .statusCode())
        .isEqualTo(400);
  }

  private boolean ending() throws Exception {
    return stripe.subscriptions().retrieve("sub_one").getCancelAtPeriodEnd();
  }
}
