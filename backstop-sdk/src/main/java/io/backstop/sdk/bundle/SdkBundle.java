package io.backstop.sdk.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Writes what the archive carries: the script, the module, the stub, the types, the hashes. */
public final class SdkBundle {
  /** Bytes of {@code embed.js} as the wire carries it. A merchant's page pays for each of them. */
  static final int SIZE_LIMIT = 3_000;

  private SdkBundle() {}

  /**
   * Builds the bundle.
   *
   * @param arguments the module's directory, the directory to write to, the project's version
   * @throws IllegalStateException when {@code embed.js} is over {@value #SIZE_LIMIT} bytes gzipped
   */
  public static void main(String[] arguments) throws Exception {
    Path sources = Path.of(arguments[0]).resolve("src/main");
    Path output = Path.of(arguments[1]);
    String version = arguments[2];
    Path v1 = Files.createDirectories(output.resolve("embed/v1"));
    Esbuild esbuild = Esbuild.unpackInto(output.resolveSibling("esbuild"));

    byte[] script = esbuild.bundle(sources.resolve("js/embed.js"), "iife", version);
    requireSmall(script);
    Map<String, byte[]> files = new TreeMap<>();
    files.put("embed.js", script);
    files.put("embed.mjs", esbuild.bundle(sources.resolve("js/module.js"), "esm", version));
    files.put("stub.js", esbuild.bundle(sources.resolve("js/stub.js"), "iife", version));

    Files.write(output.resolve("embed.js"), script);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(v1.resolve(file.getKey()), file.getValue());
    }
    Files.write(
        v1.resolve("backstop.d.ts"), Files.readAllBytes(sources.resolve("types/backstop.d.ts")));
    Files.writeString(v1.resolve("sri.json"), hashes(files));
  }

  private static void requireSmall(byte[] script) throws IOException {
    int size = gzippedSize(script);
    System.out.printf("embed.js: %d bytes, %d gzipped%n", script.length, size);
    if (size > SIZE_LIMIT) {
      throw new IllegalStateException(
          "embed.js has %d bytes gzipped, the limit is %d".formatted(size, SIZE_LIMIT));
    }
  }

  static int gzippedSize(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressed.size();
  }

  private static String hashes(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .map(file -> "  \"%s\": \"%s\"".formatted(file.getKey(), integrity(file.getValue())))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  /** The text for a script element's {@code integrity} attribute. */
  static String integrity(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-384").digest(content);
      return "sha384-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-384", impossible);
    }
  }
}
