package io.backstop.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import org.junit.jupiter.api.Test;

class FormTreeTest {
  @Test
  void bracketsNestAndEmptyOnesCount() {
    assertThat(FormTree.decode("a[b][0][c]=1&d[]=x&d[]=y%26z", "e=%5B"))
        .isEqualTo(
            Json.object(
                "a", Json.object("b", Json.object("0", Json.object("c", "1"))),
                "d", Json.object("0", "x", "1", "y&z"),
                "e", "["));
  }

  @Test
  void whatCannotBeDecodedIsRefused() {
    assertThatThrownBy(() -> FormTree.decode("a=%ZZ")).isInstanceOf(StripeError.class);
    assertThatThrownBy(() -> FormTree.decode("a[b=1")).isInstanceOf(StripeError.class);
  }

  @Test
  void valuesGetTheTypesThatTheOperationWants() {
    assertThat(
            Parameters.typed(
                "POST /v1/subscriptions/{subscription}",
                FormTree.decode(
                    "cancel_at_period_end=true&items[0][quantity]=2&trial_end=now&discounts=")))
        .isEqualTo(
            Json.object(
                "cancel_at_period_end",
                true,
                "items",
                Json.array(Json.object("quantity", 2L)),
                "trial_end",
                "now",
                "discounts",
                ""));
  }
}
