package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class CustomerTest extends SandboxScenario {

  @Test
  void anAddressHasAllOfItsPartsHoweverFewWereGiven() throws Exception {
    fixtures("{'object': 'customer', 'id': 'cus_one'}");

    JsonNode address =
        json("POST", "/v1/customers/cus_one", "address[city]=Wien&address[country]=AT")
            .get("address");

    assertThat(address.get("city").asText()).isEqualTo("Wien");
    assertThat(address.get("line1").isNull()).isTrue();
    assertThat(address.get("postal_code").isNull()).isTrue();
    assertThat(json("POST", "/v1/customers/cus_one", "address=").get("address").isNull()).isTrue();
  }

  @Test
  void taxIdsAreAListWhenTheyAreAskedFor() throws Exception {
    fixtures("{'object': 'customer', 'id': 'cus_one'}");

    assertThat(json("GET", "/v1/customers/cus_one", "").has("tax_ids")).isFalse();
    assertThat(json("GET", "/v1/customers/cus_one?expand[]=tax_ids", "").at("/tax_ids/data"))
        .isEmpty();
  }
}
