package io.backstop.sdk.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The esbuild executable, which Maven brings inside a jar for the platform at hand. It is run
 * directly: the Java API around it drives it through Deno, ten times its size.
 */
final class Esbuild {
  private final Path executable;

  private Esbuild(Path executable) {
    this.executable = executable;
  }

  /**
   * Unpacks the executable from the class path.
   *
   * @throws IOException when no esbuild for this platform is on the class path
   */
  static Esbuild unpackInto(Path directory) throws IOException {
    String platform = platform();
    String version = version(platform);
    boolean windows = platform.startsWith("win32");
    String name = windows ? "esbuild.exe" : "esbuild";
    String resource =
        "META-INF/resources/_static/%s/%s/%s%s"
            .formatted(platform, version, windows ? "" : "bin/", name);
    Path executable = directory.resolve(version).resolve(name);
    if (Files.notExists(executable)) {
      Files.createDirectories(executable.getParent());
      try (InputStream binary = open(resource)) {
        Files.copy(binary, executable, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!executable.toFile().setExecutable(true)) {
      throw new IOException(executable + " cannot be made executable");
    }
    return new Esbuild(executable);
  }

  /**
   * Bundles and minifies one entry with what it imports.
   *
   * @param format esbuild's word: {@code iife} or {@code esm}
   * @param version what {@code BACKSTOP_VERSION} stands for in the sources
   * @throws IOException when esbuild refuses the sources; its own words are on standard error
   */
  byte[] bundle(Path entry, String format, String version)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(
        List.of(
            entry.toString(),
            "--bundle",
            "--minify",
            "--target=es2022",
            "--charset=utf8",
            "--legal-comments=none",
            "--log-level=warning",
            "--format=" + format,
            "--define:BACKSTOP_VERSION=\"" + version + "\""));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] bundle = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException("esbuild refused " + entry);
    }
    return bundle;
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    return (system.contains("mac") ? "darwin" : system.contains("win") ? "win32" : "linux")
        + (machine.equals("aarch64") ? "-arm64" : "-x64");
  }

  private static String version(String platform) throws IOException {
    Properties properties = new Properties();
    try (InputStream description =
        open("META-INF/maven/org.mvnpm.at.esbuild/" + platform + "/pom.properties")) {
      properties.load(new InputStreamReader(description, StandardCharsets.UTF_8));
    }
    return properties.getProperty("version");
  }

  private static InputStream open(String resource) throws IOException {
    InputStream stream = Esbuild.class.getClassLoader().getResourceAsStream(resource);
    if (stream == null) {
      throw new IOException(
          "No esbuild for this platform: " + resource + " is not on the class path");
    }
    return stream;
  }
}
