package io.backstop.demo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandFilesTest {
  @Test
  void commentsGoAndPlaceholdersAreFilled() {
    assertThat(CommandFiles.fill("# why\n\nset a=@x.y@\nset b=$1\n", Map.of("x.y", "$1\\")))
        .isEqualTo("set a=$1\\\nset b=$1\n");
  }

  @Test
  void theShippedTemplatesAreComplete() throws Exception {
    assertThat(
            CommandFiles.fill(
                CommandFiles.read("pre-boot.asadmin"), Map.of("http.address", "127.0.0.1")))
        .contains("http-listener.address=127.0.0.1")
        .contains("xframe-options=false")
        .contains("hazelcast-config-specific-configuration.enabled=false")
        .doesNotContain("@");
    assertThat(
            CommandFiles.fill(
                CommandFiles.read("post-boot.asadmin"),
                Map.of("db.url", "U", "db.user", "N", "db.password", "P")))
        .contains("url=U:user=N:password=P:")
        .contains("jdbc/backstop");
  }
}
