package io.backstop.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a container demands of a session bean's no-interface view. Payara proxies it from another
 * module and fails at the call, not at deployment, when a type of a method is not public, or when
 * another bean calls a method that is not.
 */
class SessionBeansTest {

  static Stream<JavaClass> beans() {
    return Main.CLASSES.stream()
        .filter(
            type -> type.isAnnotatedWith(Stateless.class) || type.isAnnotatedWith(Singleton.class));
  }

  private static Stream<JavaMethod> methods(JavaClass bean, boolean open) {
    return bean.getMethods().stream()
        .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC) == open);
  }

  @ParameterizedTest
  @MethodSource("beans")
  void everyTypeThatCrossesItIsPublic(JavaClass bean) {
    assertThat(bean.getModifiers())
        .contains(JavaModifier.PUBLIC)
        .doesNotContain(JavaModifier.FINAL);
    assertThat(methods(bean, true))
        .flatExtracting(
            method ->
                Stream.concat(
                        Stream.of(method.getRawReturnType()),
                        method.getRawParameterTypes().stream())
                    .toList())
        .allSatisfy(
            type -> assertThat(((JavaClass) type).getModifiers()).contains(JavaModifier.PUBLIC));
  }

  @ParameterizedTest
  @MethodSource("beans")
  void whatAnotherClassCallsIsPublic(JavaClass bean) {
    assertThat(methods(bean, false))
        .flatExtracting(method -> method.getCallsOfSelf().stream().toList())
        .allSatisfy(
            call ->
                assertThat(((JavaMethodCall) call).getOriginOwner().getName())
                    .startsWith(bean.getName()));
  }
}
