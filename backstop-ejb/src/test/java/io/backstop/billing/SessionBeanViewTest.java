package io.backstop.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.domain.CustomDomains;
import io.backstop.domain.DomainLedger;
import io.backstop.domain.DomainSweeper;
import io.backstop.inbox.EventWorker;
import io.backstop.inbox.Reconcile;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a container demands of a session bean's no-interface view. Payara proxies it from another
 * module and fails at the call, not at deployment, when a type of a method is not public.
 */
class SessionBeanViewTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        BillingDesk.class,
        AttemptLedger.class,
        AttemptSweeper.class,
        PictureShelf.class,
        CardDesk.class,
        PaymentDesk.class,
        PaymentLedger.class,
        PaymentSweeper.class,
        EventWorker.class,
        Reconcile.class,
        CustomDomains.class,
        DomainLedger.class,
        DomainSweeper.class
      })
  void everyTypeThatCrossesItIsPublic(Class<?> bean) {
    assertThat(bean).isPublic().isNotFinal();
    Method[] methods =
        Arrays.stream(bean.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .toArray(Method[]::new);
    assertThat(methods).isNotEmpty();
    assertThat(methods)
        .flatExtracting(
            method ->
                Stream.concat(
                        Stream.of(method.getReturnType()), Stream.of(method.getParameterTypes()))
                    .toList())
        .allSatisfy(
            type -> assertThat(Modifier.isPublic(((Class<?>) type).getModifiers())).isTrue());
  }
}
