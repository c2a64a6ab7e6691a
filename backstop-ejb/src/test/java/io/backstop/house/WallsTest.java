package io.backstop.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.backstop.kernel.Refusal;
import jakarta.ejb.ApplicationException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each library may reach, and where time and chance come from. */
class WallsTest {

  @Test
  void onlyBillingsGatewayKnowsStripe() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.backstop.billing.stripe..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.stripe..")
        .check(Main.CLASSES);
  }

  @Test
  void nothingKnowsHttpOrFaces() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "jakarta.faces..", "jakarta.servlet..")
        .check(Main.CLASSES);
  }

  @Test
  void nothingKnowsAServer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.jboss..",
            "org.wildfly..",
            "io.undertow..",
            "org.glassfish..",
            "com.sun..",
            "sun..",
            "fish.payara..",
            "io.smallrye..",
            "org.eclipse.persistence..")
        .check(Main.CLASSES);
  }

  @Test
  void onlyTheStoreKnowsHibernateAndFlyway() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.backstop.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.hibernate..", "org.flywaydb..", "org.postgresql..")
        .check(Main.CLASSES);
  }

  /** {@code now()} without a clock. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        Instant.class,
        LocalDate.class,
        LocalDateTime.class,
        OffsetDateTime.class,
        ZonedDateTime.class
      })
  void timeComesFromAClock(Class<?> time) {
    noClasses().should().callMethod(time, "now").check(Main.CLASSES);
  }

  @Test
  void onlyTheKernelMakesClocksAndChance() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.backstop.kernel..")
        .should()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callConstructor(SecureRandom.class)
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(Main.CLASSES);
  }

  @Test
  void whatIsThrownAcrossAStationIsARefusal() {
    classes()
        .that()
        .areAssignableTo(Throwable.class)
        .and(
            DescribedPredicate.describe(
                "are public", c -> c.getModifiers().contains(JavaModifier.PUBLIC)))
        .should()
        .beAssignableTo(Refusal.class)
        .check(Main.CLASSES);
  }

  @Test
  void aRefusalRollsBackAndLeavesASessionBeanUnwrapped() {
    ApplicationException how = Refusal.class.getAnnotation(ApplicationException.class);

    assertThat(how.rollback()).isTrue();
    assertThat(how.inherited()).isTrue();
    assertThat(RuntimeException.class).isAssignableFrom(Refusal.class);
  }
}
