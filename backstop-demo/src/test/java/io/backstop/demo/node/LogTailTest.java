package io.backstop.demo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path directory;

  @Test
  void theLastThirtyLinesAreKept() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= 100; line++) {
      text.append("line ").append(line).append('\n');
    }
    List<String> tail = LogTail.of(Files.writeString(directory.resolve("log"), text));
    assertThat(tail).hasSize(30).startsWith("line 71").endsWith("line 100");
  }

  @Test
  void brokenBytesDoNotHideTheRest() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
    bytes.write("why".getBytes(StandardCharsets.UTF_8));
    assertThat(LogTail.of(Files.write(directory.resolve("log"), bytes.toByteArray())))
        .hasSize(2)
        .endsWith("why");
  }

  @Test
  void noLogIsNoLine() {
    assertThat(LogTail.of(directory.resolve("none"))).isEmpty();
  }
}
