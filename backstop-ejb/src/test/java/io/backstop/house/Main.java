package io.backstop.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/** This module's own code, read once. */
final class Main {

  static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

  private Main() {}
}
