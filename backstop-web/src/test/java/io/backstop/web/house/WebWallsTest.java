package io.backstop.web.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP and pages: no database, no Stripe, no server's own classes. */
class WebWallsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void nothingKnowsTheDatabaseOrJpa() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.persistence..",
            "java.sql..",
            "javax.sql..",
            "org.hibernate..",
            "org.postgresql..",
            "org.flywaydb..")
        .check(CLASSES);
  }

  @Test
  void nothingKnowsStripe() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.stripe..", "io.backstop.billing.stripe..")
        .check(CLASSES);
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
            "org.apache.catalina..",
            "com.sun..",
            "sun..",
            "fish.payara..",
            "io.smallrye..")
        .check(CLASSES);
  }

  @Test
  void onlyHealthAsksTheStore() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.backstop.web.health..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.backstop.store..")
        .check(CLASSES);
  }

  @Test
  void onlyTheKernelKnowsTimeAndChance() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callConstructor(SecureRandom.class)
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void noTwoRoomsDependOnEachOther() {
    slices().matching("io.backstop.web.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Service", "Manager", "Impl", "Helper", "Util", "Utils", "DTO", "Dto"})
  void noNameIsAnEmptyWord(String ending) {
    noClasses().should().haveSimpleNameEndingWith(ending).check(CLASSES);
  }

  @Test
  void noInterfaceHasASingleImplementation() {
    assertThat(CLASSES)
        .filteredOn(type -> type.isInterface() && !type.isAnnotation())
        .filteredOn(type -> !type.getSimpleName().equals("package-info"))
        .allMatch(
            type -> type.getAllSubclasses().stream().filter(s -> !s.isInterface()).count() > 1);
  }

  @Test
  void noFileIsLongerThanTwoRooms() throws IOException {
    for (Path file : sources()) {
      assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(250);
    }
  }

  @Test
  void everyPackageSaysWhatItPromises() throws IOException {
    Set<Path> packages = sources().stream().map(Path::getParent).collect(Collectors.toSet());

    assertThat(packages)
        .isNotEmpty()
        .allMatch(directory -> Files.exists(directory.resolve("package-info.java")));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
