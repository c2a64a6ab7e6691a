package io.backstop.web.embed;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What a call's first lines must say, before its body is looked at. */
final class EmbedHead {

  /** Its name, and how many write it. */
  private static final Set<String> UTF_8 = Set.of("utf-8", "utf8");

  private EmbedHead() {}

  /**
   * The surface that the path names.
   *
   * @throws Refusal NOT_FOUND
   */
  static Surface surface(HttpServletRequest request) {
    String path = request.getPathInfo();
    return Arrays.stream(Surface.values())
        .filter(surface -> ("/" + surface.wireName()).equals(path))
        .findFirst()
        .orElseThrow(() -> new Refusal(RefusalCode.NOT_FOUND, "no such surface"));
  }

  /**
   * A POST of plain JSON in UTF-8.
   *
   * @throws Refusal METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE
   */
  static void check(HttpServletRequest request) {
    if (!request.getMethod().equals("POST")) {
      throw new Refusal(RefusalCode.METHOD_NOT_ALLOWED, "not POST");
    }
    String type = request.getContentType();
    String charset = request.getCharacterEncoding();
    boolean json =
        type != null
            && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")
            && (charset == null || UTF_8.contains(charset.toLowerCase(Locale.ROOT)));
    String encoding = request.getHeader("Content-Encoding");
    if (!json || encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new Refusal(RefusalCode.UNSUPPORTED_MEDIA_TYPE, "not plain JSON");
    }
  }
}
