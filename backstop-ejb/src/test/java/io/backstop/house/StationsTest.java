package io.backstop.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Mirror;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever lists the folders sees the journey of one click: stations depend forward only. */
class StationsTest {

  /** What each station may know besides itself. A station that is not here has no place yet. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("kernel", Set.of()),
          Map.entry("store", Set.of("kernel")),
          Map.entry("workspace", Set.of("kernel")),
          Map.entry("bundle", Set.of("kernel", "workspace")),
          Map.entry("calls", Set.of("kernel", "store", "workspace", "bundle")),
          Map.entry("link", Set.of("kernel", "workspace", "bundle", "billing")),
          Map.entry("billing", Set.of("kernel", "store", "workspace")),
          Map.entry("inbox", Set.of("kernel", "store", "workspace", "billing")),
          Map.entry("outcome", Set.of("kernel", "workspace")),
          Map.entry("overview", Set.of("kernel", "store", "workspace")),
          Map.entry("insight", Set.of("kernel", "store", "link", "inbox", "member")),
          Map.entry("member", Set.of("kernel", "store", "workspace")),
          Map.entry("domain", Set.of("kernel", "store", "workspace", "member")),
          Map.entry("brand", Set.of("kernel", "store", "workspace", "member")),
          Map.entry("recovery", Set.of("kernel", "store", "workspace", "billing", "outcome")),
          Map.entry("workshop", Set.of("kernel", "store", "workspace", "member", "flow", "brand")),
          Map.entry(
              "flow",
              Set.of("kernel", "workspace", "link", "billing", "recovery", "outcome", "brand")));

  static Stream<String> stations() {
    return names().stream();
  }

  private static Set<String> names() {
    return Main.CLASSES.stream()
        .map(JavaClass::getPackageName)
        .map(name -> name.split("\\.")[2])
        .collect(Collectors.toSet());
  }

  private static String[] packages(Stream<String> stations) {
    return stations.map(station -> "io.backstop." + station + "..").toArray(String[]::new);
  }

  @Test
  void everyStationHasItsPlace() {
    assertThat(MAY_KNOW.keySet()).containsAll(names());
  }

  @ParameterizedTest
  @MethodSource("stations")
  void dependsForwardOnly(String station) {
    String[] known = packages(Stream.concat(MAY_KNOW.get(station).stream(), Stream.of(station)));

    classes()
        .that()
        .resideInAPackage("io.backstop." + station + "..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.backstop..").or(resideInAnyPackage(known)))
        .check(Main.CLASSES);
  }

  @Test
  void noTwoStationsDependOnEachOther() {
    slices().matching("io.backstop.(*)..").should().beFreeOfCycles().check(Main.CLASSES);
  }

  @Test
  void theLinkAsksBillingOnlyWhoTheCustomerIs() {
    classes()
        .that()
        .resideInAPackage("io.backstop.link..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.backstop.billing..")
                .or(JavaClass.Predicates.equivalentTo(Mirror.class))
                .or(JavaClass.Predicates.equivalentTo(BillingUnavailable.class)))
        .check(Main.CLASSES);
  }

  @ParameterizedTest
  @MethodSource("surfaces")
  void surfacesNeverSeeEachOther(String surface) {
    String[] others =
        surfaces()
            .filter(other -> !other.equals(surface))
            .map(other -> "io.backstop.flow." + other + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage("io.backstop.flow." + surface + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(Main.CLASSES);
  }

  static Stream<String> surfaces() {
    return Stream.of("cancel", "portal", "wall");
  }
}
