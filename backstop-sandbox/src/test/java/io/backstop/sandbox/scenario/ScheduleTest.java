package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionSchedule;
import com.stripe.param.SubscriptionScheduleCreateParams;
import com.stripe.param.SubscriptionScheduleUpdateParams;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduleTest extends SandboxScenario {
  @BeforeEach
  void subscribe() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_visa"));
  }

  private SubscriptionSchedule schedule() throws Exception {
    return stripe
        .subscriptionSchedules()
        .create(SubscriptionScheduleCreateParams.builder().setFromSubscription("sub_one").build());
  }

  @Test
  void downgradeAtPeriodEndTakesEffectWithTheRenewal() throws Exception {
    SubscriptionSchedule schedule = schedule();
    var now = schedule.getPhases().get(0);
    stripe
        .subscriptionSchedules()
        .update(
            schedule.getId(),
            SubscriptionScheduleUpdateParams.builder()
                .addPhase(
                    SubscriptionScheduleUpdateParams.Phase.builder()
                        .setStartDate(now.getStartDate())
                        .setEndDate(now.getEndDate())
                        .addItem(
                            SubscriptionScheduleUpdateParams.Phase.Item.builder()
                                .setPrice("price_pro")
                                .build())
                        .build())
                .addPhase(
                    SubscriptionScheduleUpdateParams.Phase.builder()
                        .addItem(
                            SubscriptionScheduleUpdateParams.Phase.Item.builder()
                                .setPrice("price_team")
                                .build())
                        .setDuration(
                            SubscriptionScheduleUpdateParams.Phase.Duration.builder()
                                .setInterval(
                                    SubscriptionScheduleUpdateParams.Phase.Duration.Interval.MONTH)
                                .build())
                        .build())
                .build());
    assertThat(price()).isEqualTo("price_pro");
    advance("P1M");
    assertThat(price()).isEqualTo("price_team");
    assertThat(json("GET", "/v1/invoices", "").at("/data/0/amount_paid").asLong()).isEqualTo(9900);
    advance("P1M");
    assertThat(stripe.subscriptionSchedules().retrieve(schedule.getId()).getStatus())
        .isEqualTo("released");
    assertThat(stripe.subscriptions().retrieve("sub_one").getSchedule()).isNull();
  }

  @Test
  void releasedScheduleLetsTheSubscriptionGoOn() throws Exception {
    SubscriptionSchedule schedule = schedule();
    assertThat(stripe.subscriptions().retrieve("sub_one").getSchedule())
        .isEqualTo(schedule.getId());
    SubscriptionSchedule released = stripe.subscriptionSchedules().release(schedule.getId());
    assertThat(released.getStatus()).isEqualTo("released");
    assertThat(released.getReleasedSubscription()).isEqualTo("sub_one");
    assertThat(stripe.subscriptions().retrieve("sub_one").getStatus()).isEqualTo("active");
  }

  @Test
  void canceledScheduleCancelsTheSubscription() throws Exception {
    SubscriptionSchedule schedule = schedule();
    assertThat(stripe.subscriptionSchedules().cancel(schedule.getId()).getStatus())
        .isEqualTo("canceled");
    assertThat(stripe.subscriptions().retrieve("sub_one").getStatus()).isEqualTo("canceled");
  }

  @Test
  void endedSubscriptionTakesItsScheduleWithIt() throws Exception {
    SubscriptionSchedule schedule = schedule();
    Subscription ended = stripe.subscriptions().cancel("sub_one");
    assertThat(ended.getStatus()).isEqualTo("canceled");
    assertThat(stripe.subscriptionSchedules().retrieve(schedule.getId()).getStatus())
        .isEqualTo("canceled");
  }

  private String price() throws Exception {
    return stripe
        .subscriptions()
        .retrieve("sub_one")
        .getItems()
        .getData()
        .get(0)
        .getPrice()
        .getId();
  }
}
