package io.backstop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The launcher as a process: what it says and what it ends with when it refuses. */
class ForegroundRunTest {
  private record Ended(int code, String output) {}

  @Test
  void aRefusalIsOneSentenceAndAnExitCode() throws Exception {
    Ended ended = launch(Map.of("BACKSTOP_MODE", "staging"));
    assertThat(ended.code()).isEqualTo(ExitCode.BAD_SETTING.code());
    assertThat(ended.output().strip())
        .isEqualTo("Backstop has not started. BACKSTOP_MODE is \"staging\"; it is demo or plain.");
  }

  @Test
  void aBadMasterKeyIsNotRepeated() throws Exception {
    Ended ended = launch(Map.of("BACKSTOP_MASTER_KEY", "tooShortToBeAKey"));
    assertThat(ended.code()).isEqualTo(ExitCode.BAD_SETTING.code());
    assertThat(ended.output()).contains("BACKSTOP_MASTER_KEY").doesNotContain("tooShortToBeAKey");
  }

  private static Ended launch(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("BACKSTOP_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
