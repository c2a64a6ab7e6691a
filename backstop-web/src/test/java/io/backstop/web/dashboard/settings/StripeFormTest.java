package io.backstop.web.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.member.StripeDesk;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StripeFormTest {

  private static final Set<String> ALL =
      Set.of(StripeDesk.SECRET_KEY, StripeDesk.PUBLISHABLE_KEY, StripeDesk.ACCOUNT);
  private static final String TEST_KEY = "sk_test_51NXrAbCdEf1234";
  private static final String LIVE_KEY = "rk_live_51NXrAbCdEf1234";
  private static final String TEST_PUBLISHABLE = "pk_test_51NXrAbCdEf1234";

  private static StripeForm typed(String secret, String publishable, String account) {
    return new StripeForm(ALL, secret, publishable, account);
  }

  private static Map<String, String> faults(StripeForm form, String before) {
    return form.faults(Optional.ofNullable(before), Optional.empty());
  }

  @Test
  void nothingTypedIsFineAndSoIsAllOfIt() {
    assertThat(faults(typed("", "", ""), null)).isEmpty();
    assertThat(faults(typed(TEST_KEY, TEST_PUBLISHABLE, "acct_1NXr"), LIVE_KEY)).isEmpty();
  }

  @Test
  void eachFieldHasItsOwnError() {
    assertThat(faults(typed("secret", "key", "cus_1"), null))
        .containsEntry(StripeDesk.SECRET_KEY, "error.stripe.secret")
        .containsEntry(StripeDesk.PUBLISHABLE_KEY, "error.stripe.publishable")
        .containsEntry(StripeDesk.ACCOUNT, "error.stripe.account");
  }

  @Test
  void keysInEachOthersPlaceAreRecognised() {
    assertThat(faults(typed(TEST_PUBLISHABLE, TEST_KEY, ""), null))
        .containsEntry(StripeDesk.SECRET_KEY, "error.stripe.secret-is-publishable")
        .containsEntry(StripeDesk.PUBLISHABLE_KEY, "error.stripe.publishable-is-secret");
  }

  @Test
  void modesHaveToAgreeWithTheKeyThatStaysToo() {
    assertThat(faults(typed(LIVE_KEY, TEST_PUBLISHABLE, ""), null))
        .containsEntry(StripeDesk.PUBLISHABLE_KEY, "error.stripe.modes");
    assertThat(faults(typed("", TEST_PUBLISHABLE, ""), LIVE_KEY))
        .containsEntry(StripeDesk.PUBLISHABLE_KEY, "error.stripe.modes");
    assertThat(faults(typed("", TEST_PUBLISHABLE, ""), TEST_KEY)).isEmpty();
    assertThat(faults(typed("", TEST_PUBLISHABLE, ""), "an operator's key")).isEmpty();
  }

  @Test
  void whereThePublishableKeyIsPinnedTheSecretOneHasToFollow() {
    StripeForm form = new StripeForm(Set.of(StripeDesk.SECRET_KEY), LIVE_KEY, "", "");

    assertThat(form.faults(Optional.empty(), Optional.of(TEST_PUBLISHABLE)))
        .containsExactly(Map.entry(StripeDesk.SECRET_KEY, "error.stripe.modes"));
    assertThat(form.values()).isEmpty();
  }

  @Test
  void aSecretIsNotAmongTheValuesNorShownAgainNorTold() {
    StripeForm form = typed(TEST_KEY, TEST_PUBLISHABLE, "acct_1");

    assertThat(form.values()).containsOnlyKeys(StripeDesk.PUBLISHABLE_KEY, StripeDesk.ACCOUNT);
    assertThat(form.toString()).doesNotContain("1234");
    assertThat(StripeForm.shown(TEST_KEY)).isEmpty();
    assertThat(StripeForm.shown("pk_test_tpyo")).isEqualTo("pk_test_tpyo");
  }
}
