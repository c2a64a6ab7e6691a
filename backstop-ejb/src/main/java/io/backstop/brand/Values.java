package io.backstop.brand;

import io.backstop.brand.Flaw.Reason;
import io.backstop.brand.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads a value by one grammar for all properties, and writes it anew. */
final class Values {

  /** What a value may have besides names, numbers, colours and functions. */
  enum Extra {
    STRINGS,
    /** The uploaded logo, the only address there is. */
    PICTURES,
    /** Names of grid lines. */
    BRACKETS
  }

  private static final double LARGEST = 10_000;
  private static final int LONGEST_LIST = 64;
  private static final Pattern PICTURE = Pattern.compile("/brand/[0-9a-f]{16,64}\\.png");
  private static final Pattern COLOR = Pattern.compile("(?:[0-9a-fA-F]{3,4}){1,2}");
  private static final Set<String> UNITS =
      Set.of(
          "px", "em", "rem", "ex", "rex", "ch", "rch", "cap", "rcap", "ic", "ric", "lh", "rlh",
          "vw", "vh", "vi", "vb", "vmin", "vmax", "svw", "svh", "svi", "svb", "svmin", "svmax",
          "lvw", "lvh", "lvi", "lvb", "lvmin", "lvmax", "dvw", "dvh", "dvi", "dvb", "dvmin",
          "dvmax", "cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax", "cm", "mm", "q", "in", "pt", "pc",
          "deg", "grad", "rad", "turn", "s", "ms", "fr", "dpi", "dpcm", "dppx", "x");

  private final Set<Extra> extras;
  private final Consumer<Token> variables;
  private final StringBuilder out = new StringBuilder();
  private int commas;

  private Values(Set<Extra> extras, Consumer<Token> variables) {
    this.extras = extras;
    this.variables = variables;
  }

  /**
   * The value as we write it.
   *
   * @param variables hears of each custom property that it uses
   */
  static String written(List<Node> value, Set<Extra> extras, Consumer<Token> variables) {
    Values values = new Values(extras, variables);
    values.all(value, false);
    return values.out.toString().strip();
  }

  private void all(List<Node> nodes, boolean math) {
    for (Node node : nodes) {
      one(node, math);
    }
  }

  private void one(Node node, boolean math) {
    Token token = node.token();
    switch (token.kind()) {
      case SPACE -> out.append(' ');
      case IDENT -> Print.append(out, Print.name(token));
      case NUMBER, PERCENTAGE, DIMENSION -> Print.append(out, number(token));
      case HASH -> Print.append(out, color(token));
      case STRING -> Print.append(out, string(token));
      case URL -> Print.append(out, picture(token, token.text()));
      case FUNCTION -> function(node);
      case OPEN -> block(node, math);
      case DELIM -> sign(token);
      default -> throw new Flawed(Reason.VALUE, token);
    }
  }

  static String number(Token token) {
    boolean percent = token.is(Kind.PERCENTAGE);
    boolean known = !token.is(Kind.DIMENSION) || UNITS.contains(token.unit());
    if (!known || token.text().length() > 20 || !(Math.abs(token.value()) <= LARGEST)) {
      throw new Flawed(Reason.NUMBER, token);
    }
    return token.text() + (percent ? "%" : token.unit());
  }

  private static String color(Token token) {
    if (!COLOR.matcher(token.text()).matches()) {
      throw new Flawed(Reason.VALUE, token);
    }
    return "#" + token.text();
  }

  private String string(Token token) {
    if (!extras.contains(Extra.STRINGS)) {
      throw new Flawed(Reason.VALUE, token);
    }
    return Print.string(token.text());
  }

  private String picture(Token token, String address) {
    if (!extras.contains(Extra.PICTURES) || !PICTURE.matcher(address).matches()) {
      throw new Flawed(Reason.ADDRESS, token);
    }
    return "url(\"" + address + "\")";
  }

  private void function(Node node) {
    Token token = node.token();
    String name = token.text().toLowerCase(Locale.ROOT);
    if (name.equals("url")) {
      List<Node> inner = node.inner().stream().filter(n -> !n.isSpace()).toList();
      boolean quoted = inner.size() == 1 && inner.get(0).is(Kind.STRING);
      Print.append(out, picture(token, quoted ? inner.get(0).token().text() : ""));
      return;
    }
    if (name.equals("var") || name.equals("env")) {
      reference(node, name);
      return;
    }
    if (!Functions.allows(name)) {
      throw new Flawed(Reason.FUNCTION, token);
    }
    Print.append(out, name + "(");
    all(node.inner(), Functions.MATH.contains(name));
    out.append(')');
  }

  private void reference(Node node, String name) {
    List<Node> inner = node.inner();
    int first = 0;
    while (first < inner.size() && inner.get(first).isSpace()) {
      first++;
    }
    Token asked = first < inner.size() ? inner.get(first).token() : node.token();
    boolean custom = asked.text().startsWith("--");
    if (!asked.is(Kind.IDENT) || custom != name.equals("var")) {
      throw new Flawed(Reason.FUNCTION, node.token());
    }
    if (custom) {
      variables.accept(asked);
    }
    Print.append(out, name + "(" + Print.name(asked));
    all(inner.subList(first + 1, inner.size()), false);
    out.append(')');
  }

  private void block(Node node, boolean math) {
    boolean group = node.isSign("(") && math;
    boolean lines = node.isSign("[") && extras.contains(Extra.BRACKETS);
    if (!group && !lines) {
      throw new Flawed(Reason.VALUE, node.token());
    }
    Print.append(out, node.token().text());
    all(node.inner(), math);
    out.append(group ? ')' : ']');
  }

  private void sign(Token token) {
    boolean comma = token.isSign(",");
    commas += comma ? 1 : 0;
    if (commas > LONGEST_LIST) {
      throw new Flawed(Reason.TOO_MANY, token);
    }
    if (!comma && "+-*/".indexOf(token.text()) < 0) {
      throw new Flawed(Reason.VALUE, token);
    }
    Print.append(out, token.text());
  }
}
