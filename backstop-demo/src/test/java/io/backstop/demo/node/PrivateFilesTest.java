package io.backstop.demo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir Path directory;

  @Test
  void onlyTheOwnerReadsAFileEvenOneThatWasOpenBefore() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    PrivateFiles.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void settingsComeBackAsTheyWere() throws Exception {
    Map<String, String> settings =
        Map.of("a.b", " spaces =:#! \\ end ", "umlaut", "Äcmé ✓ 😀", "lines", "one\ntwo", "no", "");
    Path file = PrivateFiles.writeProperties(directory.resolve("p"), settings);
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      read.load(in);
    }
    assertThat(read).containsExactlyInAnyOrderEntriesOf(settings);
  }

  @Test
  void linksAreRemovedAndNotFollowed() throws Exception {
    Path outside = Files.writeString(directory.resolve("outside"), "stays");
    Path tree = PrivateFiles.directory(directory.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), outside);
    Files.createSymbolicLink(tree.resolve("directory-link"), directory);
    PrivateFiles.deleteTree(tree);
    assertThat(tree).doesNotExist();
    assertThat(outside).hasContent("stays");
  }
}
