package io.backstop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an event is about. */
class StripeEventTest {

  private static StripeEvent of(String type, String data) {
    String json =
        """
        {"id": "evt_1", "object": "event", "type": "%s", "created": 1764763200,
         "api_version": "2026-07-29.dahlia", "livemode": false, "data": %s}"""
            .formatted(type, data);
    return StripeEvent.of(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> customer(String type, String data) {
    return of(type, data).customer().map(CustomerId::value);
  }

  @Test
  void whatMerchantsAreToldToHaveSentIsReadWhereItNamesACustomer() {
    for (String family : Inbox.FAMILIES) {
      assertThat(
              EventKind.of(
                  of(
                      family + ".updated",
                      "{\"object\": {\"object\": \"x\", \"customer\": \"cus_1\"}}")))
          .as(family)
          .isEqualTo(EventKind.PENDING);
    }
  }

  @Test
  void anEventNamesItsCustomer() {
    StripeEvent event =
        of(
            "customer.subscription.updated",
            "{\"object\": {\"id\": \"sub_1\", \"object\": \"subscription\", \"customer\": \"cus_1\"}}");

    assertThat(event)
        .isEqualTo(
            new StripeEvent(
                "evt_1",
                "customer.subscription.updated",
                Optional.of("2026-07-29.dahlia"),
                Instant.ofEpochSecond(1_764_763_200L),
                false,
                Optional.empty(),
                "subscription",
                Optional.of("sub_1"),
                Optional.of(new CustomerId("cus_1"))));
  }

  @Test
  void aCustomerIsHisOwn() {
    assertThat(
            customer(
                "customer.deleted",
                "{\"object\": {\"id\": \"cus_1\", \"object\": \"customer\", \"customer\": \"cus_2\"}}"))
        .contains("cus_1");
  }

  @Test
  void anExpandedCustomerIsOneToo() {
    assertThat(
            customer(
                "invoice.paid",
                "{\"object\": {\"object\": \"invoice\", \"customer\": {\"id\": \"cus_1\"}}}"))
        .contains("cus_1");
  }

  @Test
  void aCardThatWasTakenOffTellsWhoseItWas() {
    assertThat(
            customer(
                "payment_method.detached",
                """
                {"object": {"object": "payment_method", "customer": null},
                 "previous_attributes": {"customer": "cus_1"}}"""))
        .contains("cus_1");
  }

  @Test
  void whatIsNoIdNamesNobody() {
    assertThat(
            customer(
                "invoice.paid", "{\"object\": {\"object\": \"invoice\", \"customer\": \"x\\n\"}}"))
        .isEmpty();
    assertThat(customer("invoice.paid", "{\"object\": {\"object\": \"invoice\"}}")).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "customer.updated, cus_1, PENDING",
    "customer.subscription.deleted, cus_1, PENDING",
    "invoice.payment_failed, cus_1, PENDING",
    "payment_method.attached, cus_1, PENDING",
    "setup_intent.succeeded, cus_1, PENDING",
    "charge.failed, cus_1, PENDING",
    "payment_intent.succeeded, , PARKED",
    "checkout.session.completed, cus_1, PARKED",
    "price.updated, , IGNORED",
    "product.deleted, , IGNORED",
    "product.deleted, cus_1, IGNORED",
    "customers.x, cus_1, PARKED"
  })
  void itsKindSaysWhatBecomesOfIt(String type, String customer, EventKind kind) {
    String member = customer == null ? "null" : "\"" + customer + "\"";
    assertThat(
            EventKind.of(
                of(type, "{\"object\": {\"object\": \"x\", \"customer\": " + member + "}}")))
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"id\": \"evt_1\"",
        "{\"id\": \"evt_1\", \"object\": \"event\", \"type\": \"a\", \"created\": 1}",
        "{\"id\": \"evt_1\", \"object\": \"event\", \"type\": \"a\", \"created\": 1, \"data\": {\"object\": {}}} x",
        "{\"id\": \"evt 1\", \"object\": \"event\", \"type\": \"a\", \"created\": 1, \"data\": {\"object\": {}}}",
        "{\"id\": \"evt_1\", \"object\": \"event\", \"type\": \"A\\n\", \"created\": 1, \"data\": {\"object\": {}}}",
        "{\"id\": \"evt_1\", \"object\": \"event\", \"type\": \"a\", \"created\": 1e18, \"data\": {\"object\": {}}}",
        "{\"id\": \"evt_1\", \"object\": \"v2.core.event\", \"type\": \"a\", \"created\": 1, \"data\": {\"object\": {}}}",
        "{\"version\": \"0\", \"detail\": {\"id\": \"evt_1\", \"object\": \"event\"}}"
      })
  void whatIsNoEventIsRefused(String json) {
    assertThatThrownBy(() -> StripeEvent.of(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(RefusalCode.MALFORMED_REQUEST);
              assertThat(refusal.getMessage()).doesNotContain("evt_");
              assertThat(refusal.getCause()).isNull();
            });
  }

  @Test
  void invalidUtf8AndDeepNestingAreRefused() {
    assertThatThrownBy(() -> StripeEvent.of(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(Refusal.class);
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> StripeEvent.of(deep)).isInstanceOf(Refusal.class);
  }
}
