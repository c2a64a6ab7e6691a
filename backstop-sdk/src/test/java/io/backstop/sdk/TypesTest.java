package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The TypeScript compiler's verdict. It is asked where it is: {@code tsc} on the path, or where
 * {@code npx} can bring it; the build itself needs no Node, so without both this is skipped.
 */
class TypesTest {
  private static final String COMPILER = "typescript@5.9.3";

  @Test
  void validUsesCompileAndInvalidOnesDoNot() throws Exception {
    Path tool = onPath("npx").orElse(null);
    assumeTrue(tool != null, "no Node here: the types are not checked");
    Process version = run(tool, "--yes", "--package", COMPILER, "tsc", "--version");
    assumeTrue(
        version.waitFor() == 0, "npx cannot bring " + COMPILER + ": the types are not checked");

    Process check =
        run(
            tool,
            "--yes",
            "--package",
            COMPILER,
            "tsc",
            "--noEmit",
            "--strict",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom",
            "--module",
            "esnext",
            "--moduleResolution",
            "bundler",
            "src/main/types/backstop.d.ts",
            "src/test/types/valid.ts",
            "src/test/types/invalid.ts");
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(check.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(check.exitValue()).as(said).isZero();
  }

  private static Process run(Path tool, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(arguments)));
    builder.command().add(0, tool.toString());
    // Offline, npm is to say so at once.
    builder.environment().put("npm_config_prefer_offline", "true");
    builder.environment().put("npm_config_fetch_retries", "0");
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static Optional<Path> onPath(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
