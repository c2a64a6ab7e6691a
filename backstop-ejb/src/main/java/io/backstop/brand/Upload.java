package io.backstop.brand;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What came of an upload: a picture, drawn anew from the pixels of the one that was sent, or why
 * there is none. Nothing else of what was sent is left: no place, no camera, no second file behind
 * the first.
 *
 * @param picture empty where there is a fault
 */
public record Upload(Optional<Picture> picture, Optional<Fault> fault) {

  /** The bytes of the largest upload. */
  public static final int LARGEST = 1024 * 1024;

  private static final int LONGEST_SIDE = 5_000;
  private static final long MOST_PIXELS = 10_000_000;
  private static final int WIDEST = 960;
  private static final int HIGHEST = 320;

  /** Why an upload is not taken. */
  public enum Fault {
    TOO_LARGE,
    /** A drawing that can hold scripts and addresses. */
    SVG,
    /** None of PNG, JPEG, GIF. */
    UNKNOWN,
    /** It begins like a picture, and is none. */
    BROKEN,
    TOO_MANY_PIXELS
  }

  /** Reads and draws it; of a GIF that moves, the first picture. Bounded in time and space. */
  public static Upload of(byte[] sent) {
    if (sent.length > LARGEST) {
      return refused(Fault.TOO_LARGE);
    }
    Optional<String> format = format(sent);
    if (format.isEmpty()) {
      return refused(isDrawing(sent) ? Fault.SVG : Fault.UNKNOWN);
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.get()).next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      // Asked before anything is decoded: a small file may promise a large picture.
      if (Math.max(width, height) > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
        return refused(Fault.TOO_MANY_PIXELS);
      }
      return new Upload(Optional.of(drawn(reader.read(0))), Optional.empty());
    } catch (IOException | RuntimeException unreadable) {
      // The readers of the platform throw whatever comes to their minds at what is broken.
      return refused(Fault.BROKEN);
    } finally {
      reader.dispose();
    }
  }

  private static Upload refused(Fault fault) {
    return new Upload(Optional.empty(), Optional.of(fault));
  }

  private static Optional<String> format(byte[] sent) {
    String head = new String(sent, 0, Math.min(8, sent.length), StandardCharsets.ISO_8859_1);
    return head.equals("\u0089PNG\r\n\u001a\n")
        ? Optional.of("png")
        : head.startsWith("\u00ff\u00d8\u00ff")
            ? Optional.of("jpeg")
            : head.startsWith("GIF8") ? Optional.of("gif") : Optional.empty();
  }

  private static boolean isDrawing(byte[] sent) {
    String head = new String(sent, 0, Math.min(1024, sent.length), StandardCharsets.UTF_8);
    return head.toLowerCase(Locale.ROOT).contains("<svg");
  }

  private static Picture drawn(BufferedImage source) throws IOException {
    double scale =
        Math.min(
            1,
            Math.min((double) WIDEST / source.getWidth(), (double) HIGHEST / source.getHeight()));
    int width = Math.max(1, (int) Math.round(source.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(source.getHeight() * scale));
    BufferedImage ours = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = ours.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(source, 0, 0, width, height, null);
    pen.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(ours, "png", png);
    byte[] bytes = png.toByteArray();
    return new Picture(digest(bytes), bytes, width, height);
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
