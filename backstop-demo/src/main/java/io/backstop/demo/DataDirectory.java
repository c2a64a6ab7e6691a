package io.backstop.demo;

import io.backstop.demo.node.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Where database, master key and logs live, locked against a second launcher. Without {@code
 * BACKSTOP_DATA_DIR} it is a temporary one that goes with the launcher.
 */
final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final boolean kept;
  private final FileChannel lockFile;
  private boolean wantedForItsLogs;

  private DataDirectory(Path path, boolean kept, FileChannel lockFile) {
    this.path = path;
    this.kept = kept;
    this.lockFile = lockFile;
  }

  static DataDirectory open(Optional<Path> wanted) throws LaunchRefused {
    try {
      Path path =
          wanted.isPresent()
              ? PrivateFiles.directory(wanted.get())
              : Files.createTempDirectory("backstop-demo-");
      FileChannel lockFile =
          FileChannel.open(
              path.resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(lockFile)) {
        lockFile.close();
        throw LaunchRefused.setting(
            "BACKSTOP_DATA_DIR", "is in use by another Backstop launcher: " + path + ".");
      }
      return new DataDirectory(path, wanted.isPresent(), lockFile);
    } catch (IOException e) {
      throw LaunchRefused.setting(
          "BACKSTOP_DATA_DIR", "names a directory that cannot be made or written: " + e + ".");
    }
  }

  Path path() {
    return path;
  }

  boolean kept() {
    return kept;
  }

  /** A failed start leaves its logs behind, even in a temporary directory. */
  void keepLogs() {
    wantedForItsLogs = true;
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
    if (kept) {
      return;
    }
    if (wantedForItsLogs) {
      PrivateFiles.deleteTree(path.resolve("postgres").resolve("data"));
    } else {
      PrivateFiles.deleteTree(path);
    }
  }

  private static boolean locked(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldInThisJvm) {
      return false;
    }
  }
}
