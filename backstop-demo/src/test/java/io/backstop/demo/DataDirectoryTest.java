package io.backstop.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstop.demo.node.PrivateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path parent;

  @Test
  void aNamedDirectoryIsMadePrivateAndKept() throws Exception {
    Path wanted = parent.resolve("a/b");
    try (DataDirectory data = DataDirectory.open(Optional.of(wanted))) {
      assertThat(data.kept()).isTrue();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(wanted)))
        .isEqualTo("rwx------");
  }

  @Test
  void theMasterKeyIsMadeOnceAndPrivate() throws Exception {
    Path file = parent.resolve("master-key");
    String first = MasterKey.keptIn(file).base64();
    assertThat(MasterKey.keptIn(file).base64()).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void twoLaunchersDoNotShareOne() throws Exception {
    try (DataDirectory data = DataDirectory.open(Optional.of(parent))) {
      assertThat(
              catchThrowableOfType(
                  LaunchRefused.class, () -> DataDirectory.open(Optional.of(data.path()))))
          .hasMessageStartingWith("BACKSTOP_DATA_DIR is in use by another Backstop launcher");
    }
    try (DataDirectory again = DataDirectory.open(Optional.of(parent))) {
      assertThat(again.path()).isEqualTo(parent);
    }
  }

  @Test
  void withoutANameItGoesWithTheLauncher() throws Exception {
    Path path;
    try (DataDirectory data = DataDirectory.open(Optional.empty())) {
      path = data.path();
      Files.createDirectories(path.resolve("x/y"));
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aFailedStartLeavesItsLogs() throws Exception {
    Path path;
    try (DataDirectory data = DataDirectory.open(Optional.empty())) {
      path = data.path();
      Files.createDirectories(path.resolve("postgres/data"));
      Files.createDirectories(path.resolve("server"));
      data.keepLogs();
    }
    assertThat(path.resolve("server")).exists();
    assertThat(path.resolve("postgres/data")).doesNotExist();
    PrivateFiles.deleteTree(path);
  }

  @Test
  void aFileInItsPlaceIsRefused() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertThat(
            catchThrowableOfType(
                LaunchRefused.class, () -> DataDirectory.open(Optional.of(file.resolve("x")))))
        .hasMessageStartingWith("BACKSTOP_DATA_DIR names a directory that cannot be made");
  }
}
