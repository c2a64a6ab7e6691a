package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.Choice.Action;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.link.FlowPass;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantsTest {

  private static final WorkspaceSlug ACME = new WorkspaceSlug("acme");
  private static final int CUSTOMERS = 6_000;

  /** Offers a to e, of which {@code more} says more, and a reason that lists {@code listed}. */
  private static String document(String listed, String... more) {
    StringBuilder offers = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      String id = Character.toString('a' + i);
      String own = "";
      for (String each : more) {
        own += each.startsWith(id + " ") ? "," + each.substring(2) : "";
      }
      offers
          .append(i == 0 ? "" : ",")
          .append("{'id':'%s','type':'pause','months':1%s}".formatted(id, own));
    }
    return ("{'version':1,'name':'n','steps':['survey','offers','confirm'],'reasons':["
            + "{'id':'r','label':{'en':'L'},'feedback':'unused','offers':["
            + listed
            + "]},"
            + "{'id':'other','label':{'en':'L'},'feedback':'other','comment':true}],'offers':["
            + offers
            + "],'otherwise':['a']}")
        .replace('\'', '"');
  }

  private static List<String> seen(FlowDefinition flow, int customer) {
    return flow.seenBy(ACME, new CustomerId("cus_" + customer)).reasons().get(0).offers();
  }

  private static Map<String, Long> counted(FlowDefinition flow) {
    return IntStream.range(0, CUSTOMERS)
        .mapToObj(i -> seen(flow, i).get(0))
        .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
  }

  @Test
  void eachVariantIsSeenByAsManyCustomersAndAlwaysByTheSame() {
    String document = document("'a'", "a 'variants':['b','c']");
    FlowDefinition flow = FlowDefinitions.read(document);
    FlowDefinition elsewhere = FlowDefinitions.read(document.replace("\"n\"", "\"other\""));

    assertThat(counted(flow).keySet()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(counted(flow).values()).allMatch(count -> count > 1_850 && count < 2_150);
    for (int i = 0; i < CUSTOMERS; i++) {
      assertThat(seen(elsewhere, i)).isEqualTo(seen(flow, i));
      assertThat(flow.seenBy(ACME, new CustomerId("cus_" + i)).otherwise())
          .isEqualTo(seen(flow, i));
    }
  }

  @Test
  void anotherVariantTakesOnlyTheCustomersWhoSeeIt() {
    FlowDefinition two = FlowDefinitions.read(document("'a'", "a 'variants':['b']"));
    FlowDefinition three = FlowDefinitions.read(document("'a'", "a 'variants':['b','c']"));

    long moved = 0;
    for (int i = 0; i < CUSTOMERS; i++) {
      if (!seen(two, i).equals(seen(three, i))) {
        moved++;
        assertThat(seen(three, i)).containsExactly("c");
      }
    }
    assertThat(moved).isBetween(1_850L, 2_150L);
  }

  @Test
  void theChainBehindTheOfferIsItsOwnWhicheverVariantIsSeen() {
    FlowDefinition flow =
        FlowDefinitions.read(document("'a'", "a 'variants':['b'],'then':'c'", "b 'then':'d'"));

    for (int i = 0; i < 100; i++) {
      assertThat(seen(flow, i)).hasSize(2).last().isEqualTo("c");
    }
  }

  @Test
  void aVisitShowsOneVariantAndRemembersWhich() {
    Scene scene = new Scene(document("'a'", "a 'variants':['b','c','d']"));
    FlowPass pass = scene.pass();
    OfferStep shown = (OfferStep) scene.answer(pass, "r");
    String expected =
        FlowDefinitions.read(document("'a'", "a 'variants':['b','c','d']"))
            .seenBy(scene.workspace.slug(), pass.customer())
            .reasons()
            .get(0)
            .offers()
            .get(0);

    assertThat(shown.offer().id()).isEqualTo(expected);
    assertThat(scene.visit(pass, "offers_shown")).isEqualTo(expected);
    assertThat(((OfferStep) scene.flow.open(pass)).offer().id()).isEqualTo(expected);
    assertThat(scene.choose(pass, Action.DECLINE_OFFER)).isInstanceOf(Confirm.class);
    assertThat(scene.visit(pass, "offers_declined")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a' | a 'variants':[] | offers[0].variants",
        "'a' | a 'variants':['b','c','d','e'] | offers[0].variants",
        "'a' | a 'variants':['x'] | offers[0].variants[0]",
        "'a' | a 'variants':['a'] | offers[0].variants[0]",
        "'a' | a 'variants':['b','b'] | offers[0].variants[1]",
        "'a','b' | a 'variants':['b'] | reasons[0].offers",
        "'a' | a 'variants':['b'],'then':'b' | reasons[0].offers",
        "'a' | a 'variants':'b' | offers[0].variants",
        "'a' | a 'variants':[1] | offers[0].variants[0]",
        "'a' | a 'once':'yes' | offers[0].once",
        "'a' | a 'then':'a' | offers[0].then"
      })
  void whatCouldMisleadIsRefused(String listed, String more, String path) {
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> FlowDefinitions.read(document(listed, more)));

    assertThat(refusal).isNotNull();
    assertThat(refusal.param()).isEqualTo(path);
  }

  @Test
  void aVariantHasNoVariantsSoNoneLeadBack() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () ->
                FlowDefinitions.read(document("'a'", "a 'variants':['b']", "b 'variants':['a']")));

    assertThat(refusal).hasMessageContaining("a variant has no variants of its own");
  }

  @Test
  void theSameOfferDoesNotComeTwiceByTwoVariants() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () ->
                FlowDefinitions.read(
                    document("'a','b'", "a 'variants':['c']", "b 'variants':['c']")));

    assertThat(refusal.param()).isEqualTo("reasons[0].offers[1]");
  }
}
