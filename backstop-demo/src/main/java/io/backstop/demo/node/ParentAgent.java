package io.backstop.demo.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * {@link EndWithParent} as a jar for {@code -javaagent}. Made on the spot, so that it works from
 * Backstop's jar and from a directory of classes alike.
 */
final class ParentAgent {
  private static final String CLASS = EndWithParent.class.getName().replace('.', '/') + ".class";

  private ParentAgent() {}

  static Path write(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EndWithParent.class.getName());
    Path jar = directory.resolve("end-with-parent.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest);
        InputStream bytes = EndWithParent.class.getClassLoader().getResourceAsStream(CLASS)) {
      if (bytes == null) {
        throw new IOException(CLASS + " is missing from the class path");
      }
      entries.putNextEntry(new JarEntry(CLASS));
      bytes.transferTo(entries);
      entries.closeEntry();
    }
    return jar;
  }
}
