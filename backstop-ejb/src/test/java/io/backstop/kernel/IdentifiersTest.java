package io.backstop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentifiersTest {

  static Stream<Arguments> grammars() {
    return Stream.of(
        of("cus_1", CustomerId::new),
        of("cus_" + "a".repeat(250), CustomerId::new),
        of("cus_Aa_9", CustomerId::new),
        of("sub_1", SubscriptionId::new),
        of("sub_" + "Z".repeat(250), SubscriptionId::new),
        of("a", WorkspaceSlug::new),
        of("0", WorkspaceSlug::new),
        of("a-b", WorkspaceSlug::new),
        of("a--b", WorkspaceSlug::new),
        of("a".repeat(63), WorkspaceSlug::new),
        of("cs_0123456789abcdefghjkmnpqrs", SessionId::new));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        of(null, CustomerId::new),
        of("", CustomerId::new),
        of("cus_", CustomerId::new),
        of("cus_" + "a".repeat(251), CustomerId::new),
        of("cus_1\n", CustomerId::new),
        of("\ncus_1", CustomerId::new),
        of("cus-1", CustomerId::new),
        of("cus_é", CustomerId::new),
        of(null, SubscriptionId::new),
        of("sub_" + "a".repeat(251), SubscriptionId::new),
        of("sub_1\r", SubscriptionId::new),
        of("cus_1", SubscriptionId::new),
        of(null, WorkspaceSlug::new),
        of("", WorkspaceSlug::new),
        of("-a", WorkspaceSlug::new),
        of("a-", WorkspaceSlug::new),
        of("A", WorkspaceSlug::new),
        of("a.b", WorkspaceSlug::new),
        of("*", WorkspaceSlug::new),
        of("a\n", WorkspaceSlug::new),
        of("a".repeat(64), WorkspaceSlug::new),
        of(null, SessionId::new),
        of("cs_", SessionId::new),
        of("cs_0123456789abcdefghjkmnpqri", SessionId::new),
        of("cs_0123456789ABCDEFGHJKMNPQRS", SessionId::new),
        of("cs_0123456789abcdefghjkmnpqrs0", SessionId::new),
        of("cs_0123456789abcdefghjkmnpqrs\n", SessionId::new));
  }

  private static Arguments of(String text, Function<String, Record> constructor) {
    return Arguments.of(text, constructor);
  }

  @ParameterizedTest
  @MethodSource("grammars")
  void whatFollowsTheGrammarIsKept(String text, Function<String, Record> constructor) {
    assertThat(constructor.apply(text)).hasToString(text);
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatDoesNotIsRefusedAndNotRepeated(String text, Function<String, Record> constructor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> constructor.apply(text))
        .withMessageMatching("not a [a-z ]+");
  }

  @Test
  void surfacesAreKnownByTheirWireNames() {
    assertThat(Surface.ofWireName("cancel")).isEqualTo(Surface.CANCEL);
    assertThat(Surface.ofWireName("portal")).isEqualTo(Surface.PORTAL);
    assertThat(Surface.ofWireName("payment-wall")).isEqualTo(Surface.PAYMENT_WALL);
    assertThat(Surface.PAYMENT_WALL.path()).isEqualTo("wall");
    assertThatIllegalArgumentException().isThrownBy(() -> Surface.ofWireName("wall"));
    assertThatIllegalArgumentException().isThrownBy(() -> Surface.ofWireName("CANCEL"));
    assertThatIllegalArgumentException().isThrownBy(() -> Surface.ofWireName(null));
  }
}
