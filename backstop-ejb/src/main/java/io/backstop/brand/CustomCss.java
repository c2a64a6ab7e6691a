package io.backstop.brand;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.backstop.brand.Flaw.Reason;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the style sheets of merchants. Linear in the text, which may have 64 KiB; thread safe. What
 * is allowed stands in docs/guide/branding.md.
 */
@ApplicationScoped
public class CustomCss {

  /** The setting that holds the sheet as the merchant wrote it. */
  public static final String SETTING = "brand.css";

  /** The bytes of the largest sheet, in UTF-8. */
  public static final int LARGEST = 64 * 1024;

  private static final Logger LOG = Logger.getLogger(CustomCss.class.getName());
  private static final int CACHED_CHARACTERS = 8 * 1024 * 1024;

  private final Cache<String, Checked> read =
      Caffeine.newBuilder()
          .maximumWeight(CACHED_CHARACTERS)
          .weigher((String source, Checked checked) -> source.length() + 4096)
          .build();

  /** What is kept of {@code source}: the database has no U+0000, which CSS reads as U+FFFD. */
  public static String kept(String source) {
    return source.replace('\0', '\uFFFD');
  }

  /** Reads {@code source}; blank, there is nothing to serve. */
  public Checked check(String source) {
    if (source.length() > LARGEST || source.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      return new Checked(List.of(new Flaw(1, 1, Reason.TOO_LARGE, "")), Optional.empty());
    }
    String text = Tokenizer.preprocessed(source);
    SheetWriter writer = new SheetWriter();
    try {
      writer.read(Tree.of(Tokenizer.of(text)));
    } catch (Flawed flaw) {
      return new Checked(List.of(flaw.in(text)), Optional.empty());
    }
    List<Flaw> flaws =
        writer.flaws().stream()
            .map(flaw -> flaw.in(text))
            .sorted(Comparator.comparingInt(Flaw::line).thenComparingInt(Flaw::column))
            .toList();
    boolean nothing = writer.written().isEmpty();
    return new Checked(
        flaws,
        flaws.isEmpty() && !nothing
            ? Optional.of(sheet(Guard.before(writer.written(), writer.colors())))
            : Optional.empty());
  }

  /**
   * What a workspace's pages link to. A saved sheet that is invalid, as one that the operator has
   * set or an older release has let through may be, is left out, and the log says so once.
   */
  public Optional<CustomSheet> served(Workspace workspace) {
    return workspace
        .brand()
        .css()
        .flatMap(source -> read.get(source, text -> checkedAndTold(workspace, text)).sheet());
  }

  private Checked checkedAndTold(Workspace workspace, String source) {
    Checked checked = check(source);
    if (!checked.isValid()) {
      Flaw first = checked.flaws().get(0);
      LOG.log(
          Level.WARNING,
          "The style sheet of {0} is left out: {1} in line {2}, column {3}",
          new Object[] {workspace.slug(), first.reason().wireName(), first.line(), first.column()});
    }
    return checked;
  }

  private static CustomSheet sheet(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new CustomSheet(HexFormat.of().formatHex(digest, 0, 16), text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
