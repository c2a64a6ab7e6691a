package io.backstop.domain;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which hosts can become a custom domain. A name in letters is taken when its A-labels lead back to
 * the very same letters: {@code java.net.IDN} follows IDNA 2003, and what the standard of today
 * reads otherwise ({@code ß}) is just what does not lead back.
 */
final class HostGrammar {

  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  /** WHATWG URL: a host whose last label is a number is an address, whatever its spelling. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  private static final Pattern MORE_THAN_A_HOST = Pattern.compile("[/\\\\?#@\\s]");

  /**
   * Special-use names (RFC 6761, 6762, 7686, 8375, 9476) and what routers make up. {@code .test}
   * and {@code .example} are left: a resolver that knows them is somebody's own, for trying.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "localhost",
          "local",
          "localdomain",
          "internal",
          "intranet",
          "private",
          "corp",
          "home",
          "lan",
          "invalid",
          "onion",
          "alt",
          "arpa");

  private HostGrammar() {}

  /**
   * @param ownHost the host of {@code backstop.base-url}
   */
  static HostReading read(String typed, String ownHost) {
    String text = typed.strip();
    return spelling(text).map(HostReading::wrong).orElseGet(() -> named(text, ownHost));
  }

  private static Optional<HostFault> spelling(String text) {
    HostFault fault = null;
    if (text.isEmpty()) {
      fault = HostFault.EMPTY;
    } else if (text.startsWith("[") || text.indexOf(':') != text.lastIndexOf(':')) {
      fault = text.contains("/") ? HostFault.NOT_A_HOST : HostFault.ADDRESS;
    } else if (MORE_THAN_A_HOST.matcher(text).find()) {
      fault = HostFault.NOT_A_HOST;
    } else if (text.contains(":")) {
      fault = HostFault.PORT;
    } else if (text.contains("*")) {
      fault = HostFault.WILDCARD;
    } else if (text.contains("_")) {
      fault = HostFault.UNDERSCORE;
    } else if (text.endsWith(".")) {
      fault = HostFault.TRAILING_DOT;
    } else if (text.codePoints().anyMatch(Character::isUpperCase)) {
      fault = HostFault.UPPER_CASE;
    } else if (text.length() > LONGEST_NAME) {
      fault = HostFault.TOO_LONG;
    }
    return Optional.ofNullable(fault);
  }

  private static HostReading named(String text, String ownHost) {
    for (String label : text.split("\\.", -1)) {
      if (label.length() > LONGEST_LABEL) {
        return HostReading.wrong(HostFault.TOO_LONG);
      }
    }
    String name;
    try {
      name = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
      boolean typedInLetters = !name.equals(text);
      String letters = IDN.toUnicode(name, IDN.USE_STD3_ASCII_RULES);
      boolean leadsBack =
          (!typedInLetters || letters.equals(text))
              && IDN.toASCII(letters, IDN.USE_STD3_ASCII_RULES).equals(name);
      if (!leadsBack || hasUnreadableLabel(name)) {
        return HostReading.wrong(HostFault.NOT_A_NAME);
      }
    } catch (IllegalArgumentException noName) {
      return HostReading.wrong(HostFault.NOT_A_NAME);
    }
    return name.length() > LONGEST_NAME
        ? HostReading.wrong(HostFault.TOO_LONG)
        : placed(name, ownHost);
  }

  /** An A-label that stands for nothing, or a dash pair that some day may stand for something. */
  private static boolean hasUnreadableLabel(String name) {
    for (String label : name.split("\\.", -1)) {
      boolean dashes = label.length() > 3 && label.startsWith("--", 2);
      if (label.isEmpty()
          || dashes && (!label.startsWith("xn--") || IDN.toUnicode(label).equals(label))) {
        return true;
      }
    }
    return false;
  }

  private static HostReading placed(String name, String ownHost) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (NUMBER.matcher(last).matches()) {
      return HostReading.wrong(HostFault.ADDRESS);
    }
    if (RESERVED.contains(last)) {
      return HostReading.wrong(HostFault.RESERVED);
    }
    if (!name.contains(".")) {
      return HostReading.wrong(HostFault.SINGLE_LABEL);
    }
    if (name.equals(ownHost) || name.endsWith("." + ownHost)) {
      return HostReading.wrong(HostFault.OURS);
    }
    InternetDomainName domain;
    try {
      domain = InternetDomainName.from(name);
    } catch (IllegalArgumentException noName) {
      return HostReading.wrong(HostFault.NOT_A_NAME);
    }
    if (domain.isPublicSuffix()) {
      return HostReading.wrong(HostFault.PUBLIC_SUFFIX);
    }
    boolean apex =
        domain.hasPublicSuffix() ? domain.isTopPrivateDomain() : domain.parts().size() == 2;
    return apex ? HostReading.wrong(HostFault.APEX) : HostReading.of(new HostName(name));
  }
}
