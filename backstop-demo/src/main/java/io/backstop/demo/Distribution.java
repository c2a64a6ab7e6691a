package io.backstop.demo;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the build puts beside the launcher's jar. */
record Distribution(Path payaraJar, Path driverJar, Path war) {

  /** Finds them in {@code dist/} beside the jar that this class was loaded from. */
  static Distribution besideTheJar() throws LaunchRefused {
    try {
      Path jar =
          Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return in(jar.resolveSibling("dist"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The launcher's own jar has no path", e);
    }
  }

  static Distribution in(Path directory) throws LaunchRefused {
    Distribution found =
        new Distribution(
            directory.resolve("payara-micro.jar"),
            directory.resolve("postgresql.jar"),
            directory.resolve("ROOT.war"));
    for (Path file : new Path[] {found.payaraJar, found.driverJar, found.war}) {
      if (!Files.isReadable(file)) {
        throw new LaunchRefused(
            ExitCode.BAD_SETTING, file + " is missing. Build it first: ./mvnw -DskipTests package");
      }
    }
    return found;
  }
}
