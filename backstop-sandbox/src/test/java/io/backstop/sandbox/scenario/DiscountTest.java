package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.SubscriptionUpdateParams;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscountTest extends SandboxScenario {
  private static final String SUBSCRIPTION = "sub_one";

  @BeforeEach
  void subscribe() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
  }

  @Test
  void filledDiscountsReplaceAllAndADiscountIsKeptByItsId() throws Exception {
    Subscription first = discounted(coupon("half"));
    String kept = first.getDiscounts().get(0);
    Subscription second =
        discounted(
            SubscriptionUpdateParams.Discount.builder().setDiscount(kept).build(),
            coupon("ten_once"));
    assertThat(second.getDiscounts()).hasSize(2).startsWith(kept);
    Subscription third = discounted(coupon("quarter_twice"));
    assertThat(third.getDiscounts()).hasSize(1).doesNotContain(kept);
    assertThatThrownBy(
            () -> discounted(SubscriptionUpdateParams.Discount.builder().setDiscount(kept).build()))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void couponsLastAsLongAsTheySay() throws Exception {
    discounted(coupon("quarter_twice"), coupon("ten_once"));
    advance("P1M");
    assertThat(invoices().get(0).getTotal()).isEqualTo(4900 - 1225 - 1000);
    advance("P1M");
    assertThat(invoices().get(0).getTotal()).isIn(4900L - 1225, 4900L);
    advance("P1M");
    assertThat(invoices().get(0).getTotal()).isEqualTo(4900);
    assertThat(stripe.subscriptions().retrieve(SUBSCRIPTION).getDiscounts()).isEmpty();
  }

  @Test
  void foreverIsForever() throws Exception {
    discounted(coupon("half"));
    advance("P6M");
    assertThat(invoices()).hasSize(7);
    assertThat(invoices().subList(0, 6)).allMatch(each -> each.getTotal() == 2450);
  }

  @Test
  void emptyDiscountsTakeAllAway() throws Exception {
    discounted(coupon("half"));
    send("POST", "/v1/subscriptions/sub_one", "discounts=");
    advance("P1M");
    assertThat(invoices().get(0).getTotal()).isEqualTo(4900);
  }

  @Test
  void usedUpCouponIsRefused() throws Exception {
    fixtures("{'object': 'coupon', 'id': 'one_use', 'percent_off': 10, 'max_redemptions': 1}");
    discounted(coupon("one_use"));
    assertThatThrownBy(() -> discounted(coupon("one_use")))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            refused -> assertThat(refused.getCode()).isEqualTo("coupon_expired"));
  }

  @Test
  void promotionCodeGivesItsCoupon() throws Exception {
    String code =
        json("POST", "/v1/promotion_codes", "promotion[type]=coupon&promotion[coupon]=half")
            .get("id")
            .asText();
    send("POST", "/v1/subscriptions/sub_one", "discounts[0][promotion_code]=" + code);
    advance("P1M");
    assertThat(invoices().get(0).getTotal()).isEqualTo(2450);
    assertThat(
            json("GET", "/v1/subscriptions/sub_one?expand[]=discounts.source.coupon", "")
                .at("/discounts/0/source/coupon/percent_off")
                .asInt())
        .isEqualTo(50);
  }

  private Subscription discounted(SubscriptionUpdateParams.Discount... discounts) throws Exception {
    SubscriptionUpdateParams.Builder params = SubscriptionUpdateParams.builder();
    for (SubscriptionUpdateParams.Discount discount : discounts) {
      params.addDiscount(discount);
    }
    return stripe.subscriptions().update(SUBSCRIPTION, params.build());
  }

  private static SubscriptionUpdateParams.Discount coupon(String id) {
    return SubscriptionUpdateParams.Discount.builder().setCoupon(id).build();
  }

  private List<Invoice> invoices() throws Exception {
    return stripe
        .invoices()
        .list(InvoiceListParams.builder().setSubscription(SUBSCRIPTION).build())
        .getData();
  }
}
