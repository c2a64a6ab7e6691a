package io.backstop.demo;

import io.backstop.demo.node.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that encrypts secrets at rest: 32 bytes, written in base64. Never prints itself. */
public final class MasterKey {
  private static final int BYTES = 32;

  private final String base64;

  private MasterKey(String base64) {
    this.base64 = base64;
  }

  /**
   * @param source where the text comes from, for the refusal; the text itself is never repeated
   */
  static MasterKey parse(String source, String text) throws LaunchRefused {
    try {
      if (Base64.getDecoder().decode(text).length == BYTES) {
        return new MasterKey(text);
      }
    } catch (IllegalArgumentException notBase64) {
      // Refused below, like a key of the wrong length.
    }
    throw LaunchRefused.setting(
        source, "is not 32 bytes in base64, which would be 44 characters, the last of them \"=\".");
  }

  /** The key kept in the file; made now if there is none. */
  static MasterKey keptIn(Path file) throws IOException, LaunchRefused {
    if (!Files.exists(file)) {
      byte[] key = new byte[BYTES];
      new SecureRandom().nextBytes(key);
      PrivateFiles.write(file, Base64.getEncoder().encodeToString(key) + "\n");
    }
    return parse(file.toString(), Files.readString(file).strip());
  }

  /** The key as the application takes it. */
  String base64() {
    return base64;
  }

  @Override
  public String toString() {
    return "MasterKey";
  }
}
