package io.backstop.demo;

/**
 * Entrance of {@code java -jar backstop-demo.jar}. Compiled for Java 8, and apart from the rest, so
 * that an old Java reads a sentence here instead of "UnsupportedClassVersionError".
 */
public final class Launcher {
  /** The lowest Java version that Backstop runs on. */
  static final int LOWEST_JAVA = 17;

  private static final int JAVA_TOO_OLD = 6;

  private Launcher() {}

  /**
   * Starts everything and stays in the foreground.
   *
   * @param arguments {@code --end-with-input}: end when the standard input does, which is how a
   *     parent process makes sure of our end; nothing else is understood
   */
  public static void main(String[] arguments) throws Exception {
    String version = System.getProperty("java.specification.version");
    if (feature(version) < LOWEST_JAVA) {
      System.err.println(
          "Backstop needs Java " + LOWEST_JAVA + " or newer; this is Java " + version + ".");
      System.exit(JAVA_TOO_OLD);
    }
    Class.forName("io.backstop.demo.ForegroundRun")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  /** 8 for "1.8", 17 for "17". */
  static int feature(String specificationVersion) {
    String version =
        specificationVersion.startsWith("1.")
            ? specificationVersion.substring(2)
            : specificationVersion;
    return Integer.parseInt(version);
  }
}
