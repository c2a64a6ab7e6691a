package io.backstop.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are roles and verbs of the route; classes stay small; each package says what it is for. */
class NamesTest {

  private static final int LONGEST = 250;

  /** Interfaces without two classes of their own, and why they are interfaces all the same. */
  private static final Map<String, String> SINGLE =
      Map.of(
          "io.backstop.billing.Admission", "its implementations are lambdas of the flows",
          "io.backstop.store.Statements$RowReader",
              "its implementations are lambdas of the tables");

  @ParameterizedTest
  @ValueSource(strings = {"Service", "Manager", "Impl", "Helper", "Util", "Utils", "DTO", "Dto"})
  void noNameIsAnEmptyWord(String ending) {
    noClasses().should().haveSimpleNameEndingWith(ending).check(Main.CLASSES);
  }

  /**
   * The second implementation may be the tests'. What a class keeps to itself (the shape of its
   * lambdas, a mix-in) is no seam between classes and not meant.
   */
  @Test
  void noInterfaceHasASingleImplementation() {
    List<Class<?>> own = compiled("target/classes");
    List<Class<?>> all =
        Stream.concat(own.stream(), compiled("target/test-classes").stream()).toList();

    Set<String> single =
        own.stream()
            .filter(type -> type.isInterface() && !type.isAnnotation())
            .filter(type -> type.getEnclosingClass() == null || isPublic(type))
            .filter(type -> implementations(type, all) < 2)
            .map(Class::getName)
            .collect(Collectors.toSet());

    assertThat(single).isSubsetOf(SINGLE.keySet());
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers());
  }

  private static long implementations(Class<?> type, List<Class<?>> all) {
    return all.stream().filter(c -> !c.isInterface() && type.isAssignableFrom(c)).count();
  }

  private static List<Class<?>> compiled(String directory) {
    Path root = Path.of(directory);
    return files(root, ".class").stream()
        .map(file -> root.relativize(file).toString().replace('/', '.'))
        .filter(name -> name.startsWith("io.backstop.") && !name.endsWith("package-info.class"))
        .<Class<?>>map(name -> named(name.substring(0, name.length() - ".class".length())))
        .toList();
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, NamesTest.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void noFileIsLongerThanTwoRooms() throws IOException {
    for (Path file : sources()) {
      assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(LONGEST);
    }
  }

  @Test
  void everyPackageSaysWhatItPromises() {
    Set<Path> packages = sources().stream().map(Path::getParent).collect(Collectors.toSet());

    assertThat(packages)
        .isNotEmpty()
        .allMatch(directory -> Files.exists(directory.resolve("package-info.java")));
  }

  private static List<Path> sources() {
    return files(Path.of("src/main/java"), ".java");
  }

  private static List<Path> files(Path root, String ending) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
